using System.CommandLine;
using Dashboard.Schools.Feeds;
using Dashboard.Signalling.Replay;
using Dashboard.Signalling.Settings;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Host.Commands;

/// <summary>signals replay: recorded practice through the rules of production, without a database; export: a school's own, to replay; difficulty: a new release.</summary>
internal static class SignalsCommand
{
    public static Command Make() => new("signals", "Signal rules.") { MakeReplay(), MakeExport(), MakeDifficulty() };

    private static Command MakeReplay()
    {
        var events = new Option<FileInfo>("--events") { Description = "CSV: pupil,goal,tool,timestamp,score,max,result.", Required = true };
        var goals = new Option<FileInfo>("--goals") { Description = "CSV: goal,n,success, of other pupils; a column domain is used when it is there.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "CSV to write: pupil,goal,signal,at_index,confidence,shown.", Required = true };
        var rules = new Option<RuleSet>("--rules") { Description = "By which rules: Model (as shipped), WrongCount or WrongRun." };
        var replay = new Command("replay", "Run recorded practice through the signal rules.") { events, goals, output, rules };
        replay.SetAction(parse => Replay(parse.GetValue(events)!, parse.GetValue(goals)!, parse.GetValue(output)!, parse.GetValue(rules)));
        return replay;
    }

    private static Command MakeExport()
    {
        var school = new Option<string>("--school") { Description = "Key of the school.", Required = true };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder for events.csv and goals.csv; made when it is not there.", Required = true };
        var export = new Command("export", "Write a school's own answers of this school year, anonymised, as replay takes them.") { school, folder };
        export.SetAction((parse, stop) => CommandRun.With((services, s) => Export(services, parse.GetValue(school)!, parse.GetValue(folder)!, s), stop));
        return export;
    }

    private static Command MakeDifficulty()
    {
        var school = new Option<string>("--school") { Description = "Key of the school.", Required = true };
        var tool = new Option<string?>("--tool") { Description = "Key of the tool; without it every tool with a feed." };
        var difficulty = new Command("difficulty", "Make a difficulty release from the school's own results; it counts from now.") { school, tool };
        difficulty.SetAction((parse, stop) => CommandRun.With((services, s) => Difficulty(services, parse.GetValue(school)!, parse.GetValue(tool), s), stop));
        return difficulty;
    }

    private static int Replay(FileInfo events, FileInfo goals, FileInfo output, RuleSet rules)
    {
        foreach (var file in new[] { events, goals }.Where(f => !f.Exists))
        {
            Console.Error.WriteLine($"File {file.FullName} does not exist.");
            return 2;
        }
        try
        {
            using var eventRows = events.OpenText();
            using var goalRows = goals.OpenText();
            using var written = output.CreateText();
            Replayer.Run(eventRows, goalRows, written, rules);
            Console.WriteLine($"Written: {output.FullName}");
            return 0;
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static async Task<int> Export(IServiceProvider services, string schoolKey, DirectoryInfo folder, CancellationToken stop)
    {
        if (await FindSchool(services, schoolKey, stop) is not { } school) return 2;
        folder.Create();
        await using var events = File.CreateText(Path.Combine(folder.FullName, "events.csv"));
        await using var goals = File.CreateText(Path.Combine(folder.FullName, "goals.csv"));
        var report = await services.GetRequiredService<Exporter>().Write(school, events, goals, stop);
        Console.WriteLine($"""
            Geschreven in {folder.FullName}
            leerlingen          {report.Pupils}
            methodedoelen       {report.Goals}
            resultaten          {report.Events}
            Weggelaten, want het formaat kent alleen goed en fout:
            ratings             {report.Ratings}
            standen van doelen  {report.GoalStates}
            toetsen             {report.Tests}
            zonder score        {report.Other}
            Wat er nog in staat: het leermiddel, de code en het domein van het methodedoel, weekdag en uur, en de volgorde van goed en fout
            per leerling. Sleutels van leerlingen zijn nieuw en nergens bewaard; data, namen, groepen en teksten zijn weg.
            """);
        return 0;
    }

    private static async Task<int> Difficulty(IServiceProvider services, string schoolKey, string? toolKey, CancellationToken stop)
    {
        if (await FindSchool(services, schoolKey, stop) is not { } school) return 2;
        await using var session = await services.GetRequiredService<Database>().Begin(DatabaseRole.Web, Scope.School(school), stop);
        var tools = await (from feed in session.Tables.Feeds.AsNoTracking() join tool in session.Tables.Tools on feed.ToolId equals tool.ToolId
                           where feed.SchoolId == school && (toolKey == null || tool.Key == toolKey) orderby tool.Key select new { tool.ToolId, tool.Key }).ToListAsync(stop);
        if (tools.Count == 0)
        {
            await Console.Error.WriteLineAsync(toolKey is null ? $"School '{schoolKey}' heeft geen koppeling." : $"School '{schoolKey}' heeft geen koppeling met '{toolKey}'.");
            return 2;
        }
        foreach (var tool in tools)
            Console.WriteLine(await services.GetRequiredService<DifficultyReleases>().Make(school, tool.ToolId, stop) is { } release
                ? $"{tool.Key}: {release.Goals} methodedoelen, {release.Pupils} leerlingen, geldt vanaf {release.ValidFrom:u}"
                : $"{tool.Key}: te weinig resultaten; er verandert niets");
        return 0;
    }

    private static async Task<int?> FindSchool(IServiceProvider services, string key, CancellationToken stop)
    {
        await using var session = await services.GetRequiredService<Database>().Begin(DatabaseRole.Web, Scope.None, stop);
        if (await session.Tables.FindSchool(key, stop) is { } school) return school.SchoolId;
        await Console.Error.WriteLineAsync($"School '{key}' is niet bekend.");
        return null;
    }
}
