using System.Globalization;
using Dashboard.SystemTests.Rig;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks;

/// <summary>
/// How long until a teacher sees her group: 30 pupils, 60 goals and a year of practice, in Chromium on this machine, with everything that
/// the page needs. The floor is a page of ours without a class (the explanation), in the same browser at the same time.
/// </summary>
public static class FirstPaint
{
    private const int Weeks = 52, PerWeek = 4_000, Pupils = 30, Goals = 60, Loads = 11;

    public static async Task Run(Options options)
    {
        options = options with { Schools = 1 };
        await using var stand = await Stand.Start(options);
        await stand.Sql($"insert into membership (school_id, group_id, pupil_id) select g.school_id, g.group_id, p.pupil_id from school_group g join pupil p using (school_id) where g.key = 'g4' and not exists (select 1 from membership m where m.school_id = g.school_id and m.group_id = g.group_id and m.pupil_id = p.pupil_id) order by p.pupil_id limit {Pupils - Options.PupilsPerSchool / 8}");
        for (var week = 1; week <= Weeks; week++)
            await Load.Start(stand.Host.Address, stand.KeyFile, options with { Results = PerWeek }, -7 * (week - 1));
        await Probe.Until("the year is visible", async () => await stand.Ask("select count(*) from work where state < 3") == 0, TimeSpan.FromMinutes(10));
        await stand.Sql("analyze");
        var stored = await stand.Ask("select count(*) from result r where exists (select 1 from membership m join school_group g using (school_id, group_id) where g.key = 'g4' and m.school_id = r.school_id and m.pupil_id = r.pupil_id)");
        Console.WriteLine($"first-paint, {stand.Which}; {stored:N0} results of the group's {Pupils} pupils over {Weeks} weeks, {await stand.Ask("select count(*) from result"):N0} in the school");

        await using var chromium = await Browser.Start();
        await using var visitor = await chromium.Visitor();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(new Uri(stand.Host.Address, "/inloggen").ToString());
        await page.FillAsync("#naam", Stand.UserName(0));
        await page.FillAsync("#wachtwoord", Stand.UserName(0));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(u => !u.Contains("/inloggen", StringComparison.Ordinal));
        var figures = new Dictionary<string, List<double>>();
        for (var load = 0; load < Loads; load++)
            foreach (var (what, path) in new[] { ("the group", "/g/g4?periode=zes&doelen=alle"), ("floor: a page without a class", "/uitleg") })
            {
                var (paint, server, rows) = await Look(page, new Uri(stand.Host.Address, path));
                if (load == 0)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  run 0 (cold), {what}: first contentful paint {paint:N0} ms{(rows.Length > 0 ? $", a matrix of {rows}" : "")}"));
                    if (what == "the group" && rows != $"{Goals} × {Pupils}") throw new InvalidOperationException($"A matrix of {rows} instead of {Goals} × {Pupils}");
                    continue;
                }
                (figures.TryGetValue(what + ", first contentful paint", out var paints) ? paints : figures[what + ", first contentful paint"] = []).Add(paint);
                (figures.TryGetValue(what + ", server", out var servers) ? servers : figures[what + ", server"] = []).Add(server);
            }
        foreach (var (what, values) in figures) Console.WriteLine($"median: {what} {Figures.Spread(values, "N1")} ms");
    }

    private static async Task<(double Paint, double Server, string Matrix)> Look(IPage page, Uri address)
    {
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Load });
        await Probe.Until("the page is painted", async () => await page.EvaluateAsync<int>("performance.getEntriesByName('first-contentful-paint').length") == 1);
        var times = await page.EvaluateAsync<double[]>("[performance.getEntriesByName('first-contentful-paint')[0].startTime, ...(n => [n.responseEnd - n.requestStart])(performance.getEntriesByType('navigation')[0])]");
        var matrix = await page.EvaluateAsync<string>("document.querySelector('.grid') ? document.querySelectorAll('.grid tbody tr:not(.dom)').length + ' × ' + document.querySelectorAll('.grid thead a').length : ''");
        return (times[0], times[1], matrix);
    }
}
