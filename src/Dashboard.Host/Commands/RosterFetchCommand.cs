using System.CommandLine;
using Dashboard.Publishers.EduV.Roster;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Roster;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Host.Commands;

/// <summary>roster fetch --from eduv: asks a school's administration for its roster instead of waiting for a file.</summary>
internal static class RosterFetchCommand
{
    public static Command Make(Option<string> school, Option<bool> dryRun, Option<bool> confirm)
    {
        var from = new Option<string>("--from") { Description = "What the administration speaks: eduv (Edu-V Students, Association and Employees).", Required = true };
        from.AcceptOnlyFromAmong("eduv");
        var address = new Option<string>("--address") { Description = "Of the administration's APIs, without the version.", Required = true };
        var token = new Option<string>("--token-address") { Description = "Of its token endpoint.", Required = true };
        var client = new Option<string>("--client-id") { Description = "Ours, as the administration registered it.", Required = true };
        var key = new Option<FileInfo>("--key") { Description = "File with our private key (JWK); the administration has the public half.", Required = true };
        var id = new Option<string?>("--org-id") { Description = "The school's id there; else its BRIN." };
        var idType = new Option<string>("--org-id-type") { Description = "OIE_CODE, V_ID, AS_ID, BP_ID or DD_ID.", DefaultValueFactory = _ => "OIE_CODE" };
        var year = new Option<short?>("--school-year") { Description = "First calendar year; else this school year." };
        var command = new Command("fetch", "Fetch a school's roster from its administration and put it in place, like a file.") { from, address, token, client, key, id, idType, year, school, dryRun, confirm };
        command.SetAction((parse, stop) => CommandRun.With(async (services, s) =>
        {
            if (await RosterCommand.Find(services, parse.GetValue(school)!, s) is not { } own) return await RosterCommand.Wrong($"School '{parse.GetValue(school)}' is niet bekend.");
            if (!Uri.TryCreate(parse.GetValue(address), UriKind.Absolute, out var at) || !Uri.TryCreate(parse.GetValue(token), UriKind.Absolute, out var tokenAt)) return await RosterCommand.Wrong("--address en --token-address zijn volledige webadressen.");
            if (PrivateKey(parse.GetValue(key)!) is not { } jwk) return await RosterCommand.Wrong("In het bestand van --key staat geen geheime sleutel (JWK).");
            if ((parse.GetValue(id) ?? own.Brin) is not { } organisation) return await RosterCommand.Wrong("De school heeft geen BRIN. Geef --org-id en --org-id-type.");
            var clock = services.GetRequiredService<TimeProvider>();
            var administration = new RosterAdministration(at, tokenAt, parse.GetValue(client)!, jwk, organisation, parse.GetValue(idType)!);
            var snapshot = await RosterFetch.Fetch(administration, parse.GetValue(year) ?? SchoolTime.SchoolYear(SchoolTime.Day(clock.GetUtcNow())), clock, s);
            return await RosterCommand.Print(snapshot, await services.GetRequiredService<RosterImport>().Apply(own.SchoolId, snapshot, null, parse.GetValue(dryRun), parse.GetValue(confirm), s), parse.GetValue(dryRun));
        }, stop));
        return command;
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
