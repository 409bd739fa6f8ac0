using System.CommandLine;
using Dashboard.Publishers.EduV.Roster;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Roster;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Host.Commands;

/// <summary>roster fetch --from uwlr | eduv: asks a school's administration for its roster instead of waiting for a file.</summary>
internal static class RosterFetchCommand
{
    public static Command Make(Option<string> school, Option<bool> dryRun, Option<bool> confirm)
    {
        var from = new Option<string>("--from") { Description = "What the administration speaks: uwlr (leerlinggegevens; address and key by roster source) or eduv (Students, Association and Employees).", DefaultValueFactory = _ => "uwlr" };
        from.AcceptOnlyFromAmong("uwlr", "eduv");
        var all = new Option<bool>("--all") { Description = "uwlr: ask for everything, not for what changed since the last time." };
        var address = new Option<string?>("--address") { Description = "eduv: of the administration's APIs, without the version." };
        var token = new Option<string?>("--token-address") { Description = "eduv: of its token endpoint." };
        var client = new Option<string?>("--client-id") { Description = "eduv: ours, as the administration registered it." };
        var key = new Option<FileInfo?>("--key") { Description = "eduv: file with our private key (JWK); the administration has the public half." };
        var id = new Option<string?>("--org-id") { Description = "The school's id there; else its BRIN." };
        var idType = new Option<string>("--org-id-type") { Description = "OIE_CODE, V_ID, AS_ID, BP_ID or DD_ID.", DefaultValueFactory = _ => "OIE_CODE" };
        var year = new Option<short?>("--school-year") { Description = "First calendar year; else this school year." };
        var command = new Command("fetch", "Fetch a school's roster from its administration and put it in place, like a file.") { from, all, address, token, client, key, id, idType, year, school, dryRun, confirm };
        command.SetAction((parse, stop) => CommandRun.With(async (services, s) =>
        {
            if (await RosterCommand.Find(services, parse.GetValue(school)!, s) is not { } own) return await RosterCommand.Wrong($"School '{parse.GetValue(school)}' is niet bekend.");
            if (parse.GetValue(from) == "uwlr") return await Uwlr(services, own, parse.GetValue(all), parse.GetValue(dryRun), parse.GetValue(confirm), s);
            if (parse.GetValue(client) is not { } clientId || parse.GetValue(key) is not { } keyFile) return await RosterCommand.Wrong("--from eduv vraagt ook --address, --token-address, --client-id en --key.");
            if (!Uri.TryCreate(parse.GetValue(address), UriKind.Absolute, out var at) || !Uri.TryCreate(parse.GetValue(token), UriKind.Absolute, out var tokenAt)) return await RosterCommand.Wrong("--address en --token-address zijn volledige webadressen.");
            if (PrivateKey(keyFile) is not { } jwk) return await RosterCommand.Wrong("In het bestand van --key staat geen geheime sleutel (JWK).");
            if ((parse.GetValue(id) ?? own.Brin) is not { } organisation) return await RosterCommand.Wrong("De school heeft geen BRIN. Geef --org-id en --org-id-type.");
            var clock = services.GetRequiredService<TimeProvider>();
            var administration = new RosterAdministration(at, tokenAt, clientId, jwk, organisation, parse.GetValue(idType)!);
            var snapshot = await services.GetRequiredService<RosterFetch>().Fetch(administration, parse.GetValue(year) ?? SchoolTime.SchoolYear(SchoolTime.Day(clock.GetUtcNow())), s);
            return await RosterCommand.Print(snapshot, await services.GetRequiredService<RosterImport>().Apply(own.SchoolId, snapshot, null, parse.GetValue(dryRun), parse.GetValue(confirm), s), parse.GetValue(dryRun));
        }, stop));
        return command;
    }

    private static async Task<int> Uwlr(IServiceProvider services, Store.Tables.School school, bool all, bool dryRun, bool confirm, CancellationToken stop)
    {
        var year = SchoolTime.SchoolYear(SchoolTime.Day(services.GetRequiredService<TimeProvider>().GetUtcNow()));
        var outcome = await services.GetRequiredService<Publishers.Uwlr.Leerlinggegevens.RosterFetch>().Run(school, year, all, dryRun, confirm, stop);
        if (outcome.Snapshot is not null) return await RosterCommand.Print(outcome.Snapshot, outcome.Report!, dryRun);
        Console.WriteLine(outcome.Nothing);
        return outcome.NoData ? 1 : 0;
    }

    private static JsonWebKey? PrivateKey(FileInfo file)
    {
        try
        {
            return file.Exists && new JsonWebKey(File.ReadAllText(file.FullName)) is { HasPrivateKey: true } key ? key : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
