using System.CommandLine;
using Dashboard.Publishers.Edexml;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Host.Commands;

/// <summary>roster import &lt;file&gt; --school &lt;key&gt;: EDEXML, or a UWLR leerlinggegevens answer.</summary>
internal static class RosterCommand
{
    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "EDEXML 1.03, 2.0 or 2.1, or a UWLR leerlinggegevens answer." };
        var school = new Option<string>("--school") { Description = "Key of the school.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Report what would change and store nothing." };
        var confirm = new Option<bool>("--confirm") { Description = "Go on although many pupils would leave." };
        var import = new Command("import", "Put a school's roster in place. A file is a full snapshot: a pupil who is absent has left.") { file, school, dryRun, confirm };
        import.SetAction((parse, stop) => CommandRun.With((services, s) => Import(services, parse.GetValue(file)!, parse.GetValue(school)!, parse.GetValue(dryRun), parse.GetValue(confirm), s), stop));
        var tool = new Option<string>("--tool") { Description = "Key of a tool of the supplier.", Required = true };
        var aliases = new Command("aliases", "Read which pupils a supplier means by its own keys: an EDEXML file whose leerling keys are the supplier's. Nobody is added and nobody leaves.") { file, school, tool };
        aliases.SetAction((parse, stop) => CommandRun.With((services, s) => Aliases(services, parse.GetValue(file)!, parse.GetValue(school)!, parse.GetValue(tool)!, s), stop));
        return new Command("roster", "A school's pupils, groups and staff.") { import, aliases };
    }

    private static async Task<int> Import(IServiceProvider services, FileInfo file, string schoolKey, bool dryRun, bool confirm, CancellationToken stop)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"Bestand {file.FullName} bestaat niet.");
            return 2;
        }
        int school;
        await using (var session = await services.GetRequiredService<Database>().Begin(DatabaseRole.Web, Scope.None, stop))
            school = (await session.Tables.FindSchool(schoolKey, stop))?.SchoolId ?? 0;
        if (school == 0)
        {
            await Console.Error.WriteLineAsync($"School '{schoolKey}' is niet bekend.");
            return 2;
        }
        await using var stream = file.OpenRead();
        var snapshot = RosterReader.Read(stream);
        var report = await services.GetRequiredService<RosterImport>().Apply(school, snapshot, null, dryRun, confirm, stop);
        Console.WriteLine($"""
            {(dryRun ? "Proef: er is niets opgeslagen." : report.NeedsConfirm is null ? "Opgeslagen." : "Niet opgeslagen.")}
            leerlingen nieuw      {report.Added}
            leerlingen gewijzigd  {report.Changed}
            leerlingen gelijk     {report.Unchanged}
            leerlingen vertrokken {report.Left}
            groepen               {report.Groups}
            medewerkers           {report.Staff}
            """);
        foreach (var warning in report.Warnings) Console.WriteLine("let op: " + warning);
        if (report.NeedsConfirm is null || dryRun) return 0;
        await Console.Error.WriteLineAsync(report.NeedsConfirm);
        return 2;
    }

    private static async Task<int> Aliases(IServiceProvider services, FileInfo file, string schoolKey, string toolKey, CancellationToken stop)
    {
        int school;
        Store.Tables.Tool? tool;
        await using (var session = await services.GetRequiredService<Database>().Begin(DatabaseRole.Web, Scope.None, stop))
        {
            school = (await session.Tables.FindSchool(schoolKey, stop))?.SchoolId ?? 0;
            tool = await session.Tables.Tools.SingleOrDefaultAsync(t => t.Key == toolKey, stop);
        }
        if (!file.Exists || school == 0 || tool is null)
        {
            await Console.Error.WriteLineAsync(!file.Exists ? $"Bestand {file.FullName} bestaat niet." : school == 0 ? $"School '{schoolKey}' is niet bekend." : $"Leermiddel '{toolKey}' is niet bekend.");
            return 2;
        }
        await using var stream = file.OpenRead();
        var report = await services.GetRequiredService<AliasFile>().Apply(school, tool, RosterReader.Read(stream), "command", stop);
        Console.WriteLine($"""
            sleutels gekoppeld      {report.Tied}
            sleutels al bekend      {report.Known}
            leerlingen onbekend     {report.Unknown}
            sleutels van een ander  {report.Clashing}
            """);
        return 0;
    }
}
