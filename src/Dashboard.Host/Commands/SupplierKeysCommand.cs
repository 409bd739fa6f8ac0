using System.CommandLine;
using Dashboard.Publishers.Edexml;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Host.Commands;

/// <summary>roster supplier-keys &lt;file&gt; --school --tool: whom a supplier means by its own keys (CI-22).</summary>
internal static class SupplierKeysCommand
{
    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "EDEXML whose leerling keys are the supplier's." };
        var school = new Option<string>("--school") { Description = "Key of the school.", Required = true };
        var tool = new Option<string>("--tool") { Description = "Key of a tool of the supplier.", Required = true };
        var command = new Command("supplier-keys", "Read which pupils a supplier means by its own keys. Pupils are found by ECK iD, user name or number; nobody is added and nobody leaves.") { file, school, tool };
        command.SetAction((parse, stop) => CommandRun.With((services, s) => Read(services, parse.GetValue(file)!, parse.GetValue(school)!, parse.GetValue(tool)!, s), stop));
        return command;
    }

    private static async Task<int> Read(IServiceProvider services, FileInfo file, string schoolKey, string toolKey, CancellationToken stop)
    {
        School? school;
        Tool? tool;
        await using (var session = await services.GetRequiredService<Database>().Begin(DatabaseRole.Web, Scope.None, stop))
        {
            school = await session.Tables.FindSchool(schoolKey, stop);
            tool = await session.Tables.Tools.SingleOrDefaultAsync(t => t.Key == toolKey, stop);
        }
        if (!file.Exists || school is null || tool is null)
        {
            await Console.Error.WriteLineAsync(!file.Exists ? $"Bestand {file.FullName} bestaat niet." : school is null ? $"School '{schoolKey}' is niet bekend." : $"Leermiddel '{toolKey}' is niet bekend.");
            return 2;
        }
        await using var stream = file.OpenRead();
        var report = await services.GetRequiredService<AliasFile>().Apply(school.SchoolId, tool, RosterReader.Read(stream), "command", stop);
        Console.WriteLine($"""
            sleutels gekoppeld      {report.Tied}
            sleutels al bekend      {report.Known}
            leerlingen onbekend     {report.Unknown}
            sleutels van een ander  {report.Clashing}
            """);
        return 0;
    }
}
