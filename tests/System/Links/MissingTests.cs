using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Mapping.Links;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.Journey;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Links;

/// <summary>What is missing is visible, and its figures are counts of results and links that can be checked by hand.</summary>
public sealed class MissingTests(RealParts parts)
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private LinkStage _stage = null!;
    private IPage _page = null!;

    [Fact]
    [Trait("Requirement", "LD-28")]
    [Trait("Requirement", "LD-14")]
    [Trait("Requirement", "DA-22")]
    public async Task The_figures_per_tool_and_goal_are_those_of_the_results_and_links_and_follow_every_decision()
    {
        await using var stage = _stage = await LinkStage.Set(parts);
        string hours = await stage.Uri("VG-TIJD-HEEL"), half = await stage.Uri("VG-TIJD-HALF"), duration = await stage.Uri("VG-TIJD-DUUR");
        object Goal(string code, params object[] links) => new { code, title = "Doel " + code, domain = "Tijd", level = "groep 5", links };
        await stage.Put("rekentuin-demo", "rekentuin", new
        {
            version = "t",
            goals = new[]
            {
                Goal("a", new { goal = hours, relation = "narrow", coverage = new { parts = 1, of = 2, names = new[] { "analoge klok" } } }),
                Goal("b", new { goal = half, relation = "exact" }, new { goal = duration, relation = "narrow", coverage = new { parts = 1, of = 2 } }),
                Goal("c"), Goal("ongebruikt"),
            },
        });
        await stage.Put("numo-demo", "numo", new { version = "t", goals = new[] { Goal("n", new { goal = hours, relation = "narrow", coverage = new { parts = 1, of = 2, names = new[] { "analoge klok" } } }) } });
        var publisher = await TestPublisher.SignIn(stage.Host, "rekentuin-demo");
        foreach (var (code, results) in new[] { ("a", 4), ("b", 3), ("c", 5), ("nooit-omschreven", 2), ("weg", 1) })
            await publisher.Counts(await publisher.Send(code, [.. Enumerable.Range(0, results).Select(i => new Attempt($"{code}-{i}", i % 2 == 0 ? "lln-maaike" : "lln-sander", 3, 8, TimeProvider.System.GetUtcNow().AddHours(-3).AddMinutes(i)))]));
        await stage.Stage.Quiet();
        await stage.Stage.Database.Execute("update result set method_goal_id = 0 where method_goal_id = (select method_goal_id from method_goal where code = 'weg'); delete from method_goal where code = 'weg'"); // one that names none

        await using var visitor = await (await parts.Browser).Visitor();
        _page = await visitor.NewPageAsync();
        _page.SetDefaultTimeout(20_000);
        await _page.GotoAsync(Address("/inloggen"));
        await _page.FillAsync("#naam", "curator");
        await _page.FillAsync("#wachtwoord", "demo");
        await _page.Locator("main button").First.ClickAsync();
        await Expect(_page).ToHaveURLAsync(Address("/doelen/koppelen"));

        // results with a goal, all of them, those that name no method goal, method goals without a goal, links of unknown coverage
        Assert.Equal("7 van 15 · 1 resultaat noemt geen methodedoel · 3 · 1 koppeling", await Figures("Rekentuin"));
        Assert.Equal("0 van 0 · 0 · 0 koppelingen", await Figures("Numo"));
        await Expect(_page.Locator("h1")).ToContainTextAsync("8 resultaten horen bij geen leerdoel.");
        var partly = _page.Locator("section", new() { HasText = "maar voor een deel raken" });
        await Expect(partly.Locator("li")).ToHaveTextAsync([new Regex("Klokkijken, hele uren: 1 van 2 onderdelen, niet: digitale klok"), new Regex("Tijdsduur berekenen: 1 van 2 onderdelen")]);
        await Expect(_page.Locator("main")).Not.ToContainTextAsync("%");
        Assert.Equal(await Unlinked(), await Untouched());

        // the work list: those with the most results first
        await _page.GotoAsync(Address("/doelen/koppelen?leermiddel=rekentuin"));
        await Expect(_page.Locator(".work li .num")).ToHaveTextAsync(["5", "2", "0"]);
        await Expect(_page.Locator(".work li a")).ToHaveTextAsync(["Doel c", "nooit-omschreven", "Doel ongebruikt"]);

        var curator = await stage.Staff("curator");
        async Task Decide(string user, string code, string goal, LinkStatus status, bool own = false, DateOnly? until = null)
        {
            var person = await stage.Staff(user);
            await using var session = await stage.Database.Begin(DatabaseRole.Web, Scope.School(person.School));
            Assert.Empty((await new Dashboard.Mapping.Links.Links(TimeProvider.System).Decide(session, person, new LinkDecision(await stage.MethodGoal(code), await stage.Goal(goal), own, status, LinkRelation.Exact, LinkRole.Practise, null, null, [], "zo", null, until), default)).Problems);
            await session.Commit();
        }
        await Decide("curator", "c", "VG-TIJD-KWART", LinkStatus.Proposed);
        Assert.Equal("7 van 15 · 1 resultaat noemt geen methodedoel · 3 · 1 koppeling", await Figures("Rekentuin")); // a proposal counts nowhere
        await Decide("curator", "c", "VG-TIJD-KWART", LinkStatus.Approved);
        Assert.Equal("12 van 15 · 1 resultaat noemt geen methodedoel · 2 · 2 koppelingen", await Figures("Rekentuin"));
        Assert.Equal(await Unlinked(), await Untouched());
        await Decide("curator", "c", "VG-TIJD-KWART", LinkStatus.Approved, until: SchoolTime.Day(TimeProvider.System.GetUtcNow()).AddDays(-1));
        Assert.Equal("7 van 15 · 1 resultaat noemt geen methodedoel · 3 · 1 koppeling", await Figures("Rekentuin")); // it is over

        // a tool that touches the other part: the goal is no longer partly touched; one of unknown coverage: nobody can say
        await stage.Put("numo-demo", "numo", new { version = "u", goals = new[] { Goal("n", new { goal = hours, relation = "narrow", coverage = new { parts = 1, of = 2, names = new[] { "digitale klok" } } }, new { goal = duration, relation = "close" }) } });
        await _page.ReloadAsync();
        await Expect(partly).ToContainTextAsync("Van elk leerdoel met bekende dekking worden alle onderdelen geraakt.");

        // the school says no for itself: only its own figures change
        await Decide("beheer", "a", "VG-TIJD-HEEL", LinkStatus.Rejected, own: true);
        Assert.Equal("7 van 15 · 1 resultaat noemt geen methodedoel · 3 · 1 koppeling", await Figures("Rekentuin"));
        Assert.Equal("3 van 15 · 1 resultaat noemt geen methodedoel · 4 · 1 koppeling", await Figures("Rekentuin", "?voor=school"));
    }

    private string Address(string path) => new Uri(_stage.Host.Address, path).ToString();

    private async Task<string> Figures(string tool, string query = "")
    {
        await _page.GotoAsync(Address("/doelen/dekking" + query));
        var cells = await _page.Locator("table.data tr", new() { HasText = tool }).Locator("td[data-l] > span").AllInnerTextsAsync();
        return string.Join(" · ", cells.SelectMany(c => c.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(c => Regex.Replace(c, @"(\d)(\d+ resulta)", "$1 · $2")));
    }

    /// <summary>"5: 60": groep and number of goals that the page lists.</summary>
    private async Task<string[]> Untouched()
    {
        var sections = _page.Locator("details.domain");
        var found = new List<string>();
        for (var i = 0; i < await sections.CountAsync(); i++)
            found.Add($"{(await sections.Nth(i).Locator("h3").InnerTextAsync()).Replace("Groep ", "", StringComparison.Ordinal)}: {await sections.Nth(i).Locator("li").CountAsync()}");
        return [.. found];
    }

    /// <summary>The same counted in the tables.</summary>
    private async Task<string[]> Unlinked() => [.. (await _stage.Stage.Database.Query($"""
        select y || ': ' || count(*) from goal g cross join lateral unnest(g.groepen) y
        where g.kind = 3 and not exists (select from goal_link l where l.goal_id = g.goal_id and l.status = 2 and l.relation <> 4 and (l.valid_until is null or l.valid_until >= current_date)) group by y order by y
        """)).Select(r => r[0])];
}
