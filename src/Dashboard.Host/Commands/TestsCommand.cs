using System.CommandLine;
using Dashboard.Publishers.Uwlr;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Host.Commands;

/// <summary>tests import &lt;file&gt; --tool &lt;key&gt;: UWLR Toetsdefinities.</summary>
internal static class TestsCommand
{
    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "UWLR Toetsdefinities (XML)." };
        var tool = new Option<string>("--tool") { Description = "Key of the tool whose tests these are.", Required = true };
        var import = new Command("import", "Take the definitions of a tool's tests: names, parts, norms. All or nothing.") { file, tool };
        import.SetAction((parse, stop) => CommandRun.With((services, s) => Import(services, parse.GetValue(file)!, parse.GetValue(tool)!, s), stop));
        return new Command("tests", "Definitions of tests.") { import };
    }

    private static async Task<int> Import(IServiceProvider services, FileInfo file, string key, CancellationToken stop)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"Bestand {file.FullName} bestaat niet.");
            return 2;
        }
        var database = services.GetRequiredService<Database>();
        Tool? tool;
        await using (var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop))
            tool = await session.Tables.Tools.AsNoTracking().SingleOrDefaultAsync(t => t.Key == key, stop);
        if (tool is null)
        {
            await Console.Error.WriteLineAsync($"Leermiddel '{key}' is niet bekend.");
            return 2;
        }
        await using var stream = file.OpenRead();
        var report = await new TestLibrary(database, services.GetRequiredService<TimeProvider>()).Take(tool, stream, stop);
        Console.WriteLine($"""
            {(report.Refused ? "Niet opgeslagen." : "Opgeslagen.")}
            toetsen nieuw     {report.Added}
            toetsen gewijzigd {report.Changed}
            toetsen gelijk    {report.Unchanged}
            """);
        foreach (var problem in report.Problems) Console.WriteLine($"let op: {problem.Field}: {problem.Message}");
        return report.Refused ? 1 : 0;
    }
}
