using System.CommandLine;
using Dashboard.Publishers.Edexml;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using SchoolRow = Dashboard.Store.Tables.School;

namespace Dashboard.Host.Commands;

/// <summary>roster import | aliases &lt;file&gt; --school &lt;key&gt;: EDEXML, or a UWLR leerlinggegevens answer. roster source | fetch: from the school's own administration.</summary>
internal static class RosterCommand
{
    public static Command Make() => new("roster", "A school's pupils, groups and staff.") { Import(), Aliases(), Source(), RosterFetchCommand.Make(School, DryRun, Confirm), SupplierKeysCommand.Make() };

    private static readonly Argument<FileInfo> File = new("file") { Description = "EDEXML 1.03, 2.0 or 2.1, or a UWLR leerlinggegevens answer." };
    private static readonly Option<string> School = new("--school") { Description = "Key of the school.", Required = true };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Report what would change and store nothing." };
    private static readonly Option<bool> Confirm = new("--confirm") { Description = "Go on although it looks like a mistake: another school, an older school year, or more than 10 % of the pupils leaving." };

    private static Command Import()
    {
        var command = new Command("import", "Put a school's roster in place. A file is a full snapshot: a pupil who is absent has left.") { File, School, DryRun, Confirm };
        command.SetAction((parse, stop) => CommandRun.With((services, s) => OfFile(services, parse.GetValue(File)!, parse.GetValue(School)!, parse.GetValue(DryRun),
            (school, snapshot) => services.GetRequiredService<RosterImport>().Apply(school, snapshot, null, parse.GetValue(DryRun), parse.GetValue(Confirm), s), s), stop));
        return command;
    }

    private static Command Aliases()
    {
        var command = new Command("aliases", "Take only the outside names (ECK iD, key, user name) of pupils whom the school knows. Nobody leaves, nobody is added.") { File, School, DryRun };
        command.SetAction((parse, stop) => CommandRun.With((services, s) => OfFile(services, parse.GetValue(File)!, parse.GetValue(School)!, parse.GetValue(DryRun),
            (school, snapshot) => services.GetRequiredService<RosterImport>().ApplyAliases(school, snapshot, parse.GetValue(DryRun), s), s), stop));
        return command;
    }

    private static Command Source()
    {
        var address = new Option<string>("--address") { Description = "Address of the administration's UWLR leerlinggegevens service (https).", Required = true };
        var code = new Option<string>("--klantcode") { Description = "As agreed with the administration.", Required = true };
        var name = new Option<string>("--klantnaam") { Description = "As agreed with the administration.", Required = true };
        var key = new Option<FileInfo>("--key-file") { Description = "File with the autorisatiesleutel; it is kept encrypted.", Required = true };
        var set = new Option<string?>("--set") { Description = "gegevenssetid: ask for no more than this set (the Smalle set is right for a dashboard)." };
        var stepwise = new Option<bool>("--stepwise") { Description = "getrapt: structure, pupils and staff apart." };
        var version = new Option<string>("--xsdversie") { Description = "2.1, 2.2 or 2.3.", DefaultValueFactory = _ => "2.2" };
        version.AcceptOnlyFromAmong("2.1", "2.2", "2.3");
        var command = new Command("source", "Set where a school's own administration is, to fetch its roster from.") { School, address, code, name, key, set, stepwise, version };
        command.SetAction((parse, stop) => CommandRun.With(async (services, s) =>
        {
            var file = parse.GetValue(key)!;
            if (!file.Exists) return await Wrong($"Bestand {file.FullName} bestaat niet.");
            if (Administrations.Refuse(parse.GetValue(address)!) is { } why) return await Wrong(why);
            if (await Find(services, parse.GetValue(School)!, s) is not { } school) return await Wrong($"School '{parse.GetValue(School)}' is niet bekend.");
            var sleutel = (await System.IO.File.ReadAllTextAsync(file.FullName, s)).Trim();
            await services.GetRequiredService<Administrations>().Set(school.SchoolId, new AdministrationAccess(parse.GetValue(address)!, parse.GetValue(code)!, parse.GetValue(name)!, sleutel, parse.GetValue(set), parse.GetValue(stepwise), parse.GetValue(version)!), s);
            Console.WriteLine("Opgeslagen.");
            return 0;
        }, stop));
        return command;
    }

    private static async Task<int> OfFile(IServiceProvider services, FileInfo file, string schoolKey, bool dryRun, Func<int, RosterSnapshot, Task<RosterReport>> apply, CancellationToken stop)
    {
        if (!file.Exists) return await Wrong($"Bestand {file.FullName} bestaat niet.");
        if (await Find(services, schoolKey, stop) is not { SchoolId: var school }) return await Wrong($"School '{schoolKey}' is niet bekend.");
        await using var stream = file.OpenRead();
        var snapshot = RosterReader.Read(stream);
        return await Print(snapshot, await apply(school, snapshot), dryRun);
    }

    internal static async Task<SchoolRow?> Find(IServiceProvider services, string key, CancellationToken stop)
    {
        await using var session = await services.GetRequiredService<Database>().Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.FindSchool(key, stop);
    }

    internal static async Task<int> Wrong(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 2;
    }

    /// <summary>Counts and group names only: a report names no pupils.</summary>
    internal static async Task<int> Print(RosterSnapshot snapshot, RosterReport report, bool dryRun)
    {
        Console.WriteLine($"""
            {(dryRun ? "Proef: er is niets opgeslagen." : report.NeedsConfirm is null ? "Opgeslagen." : "Niet opgeslagen.")}
            gelezen               {snapshot.Format}, schooljaar {snapshot.SchoolYear}-{snapshot.SchoolYear + 1}
            leerlingen nieuw      {report.Added}
            leerlingen gewijzigd  {report.Changed}
            leerlingen gelijk     {report.Unchanged}
            leerlingen vertrokken {report.Left}
            groepen               {report.Groups}
            medewerkers           {report.Staff}
            """);
        foreach (var d in report.Differences)
            Console.WriteLine($"groep {d.Group}{(d.New ? " (nieuw)" : d.Gone ? " (vervalt)" : "")}: leerlingen +{d.PupilsIn} -{d.PupilsOut}, medewerkers +{d.StaffIn} -{d.StaffOut}");
        foreach (var warning in report.Warnings) Console.WriteLine("let op: " + warning);
        if (report.NeedsConfirm is null) return 0;
        await Console.Error.WriteLineAsync(report.NeedsConfirm);
        return dryRun ? 0 : 2;
    }
}
