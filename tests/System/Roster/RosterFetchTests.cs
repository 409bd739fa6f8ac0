using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Samples.Administration;
using Dashboard.Schools.Calendar;
using Dashboard.SystemTests.Journey;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.SystemTests.Roster;

/// <summary>The real command against a simulated administration that speaks Edu-V over HTTP.</summary>
[Trait("Conformance", "Edu-V")]
public sealed class RosterFetchTests(RealParts parts)
{
    [Fact]
    public async Task The_roster_of_an_administration_is_the_same_as_its_file()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        await stage.Host(); // the sample school's roster, from its EDEXML file
        using var key = new KeyFile();
        await using var administration = await SimulatedEduVAdministration.Start(SchoolTime.SchoolYear(SchoolTime.Day(TimeProvider.System.GetUtcNow())), "dashboard", key.Public, TestContext.Current.CancellationToken);
        administration.Fail(2); // it answers 503 twice, and is asked again after the pause that it wants
        var before = await Roster(stage);

        var (code, output) = await Fetch(stage, administration, key);
        Assert.True(code == 0, output);
        Assert.Contains("Edu-V 1.1", output, StringComparison.Ordinal);
        Assert.Matches("leerlingen gelijk +78", output);
        Assert.Matches("leerlingen vertrokken +0", output);
        Assert.DoesNotContain("groep Groep 5:", output, StringComparison.Ordinal);
        Assert.Equal(before, await Roster(stage));
        Assert.Equal(1 + 5 + 2, administration.Asked);
    }

    [Fact]
    public async Task Nothing_of_what_the_dashboard_may_not_know_is_kept_and_a_dry_run_keeps_nothing()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        using var key = new KeyFile();
        await using var administration = await SimulatedEduVAdministration.Start(SchoolTime.SchoolYear(SchoolTime.Day(TimeProvider.System.GetUtcNow())), "dashboard", key.Public, TestContext.Current.CancellationToken);
        await stage.Database.Execute("delete from membership; update pupil_name set given_name = 'Anders'");
        var before = await Roster(stage);

        var (code, output) = await Fetch(stage, administration, key, "--dry-run");
        Assert.True(code == 0, output);
        Assert.Matches("leerlingen gewijzigd +78", output);
        Assert.Contains("groep Groep 5: leerlingen +26 -0", output, StringComparison.Ordinal);
        Assert.Equal(before, await Roster(stage));

        (code, var printed) = await Fetch(stage, administration, key);
        Assert.True(code == 0, printed);
        var stored = await PlantedValueTests.Everything(stage.Database);
        foreach (var secret in new[] { "2017-03-14", "unspecified", "administratie.example", "Verzonnenlaan", "9876ZX", "0600000000" })
        {
            Assert.DoesNotContain(stored, r => r.Text.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(secret, output + printed + host.Output, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Another_key_another_school_or_plain_http_outside_is_refused_and_changes_nothing()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        await stage.Host();
        using var key = new KeyFile();
        using var stranger = new KeyFile();
        await using var administration = await SimulatedEduVAdministration.Start(SchoolTime.SchoolYear(SchoolTime.Day(TimeProvider.System.GetUtcNow())), "dashboard", key.Public, TestContext.Current.CancellationToken);
        var before = await Roster(stage);
        foreach (var (why, arguments, with) in new (string, string[], KeyFile)[]
        {
            ("401", [], stranger), ("400", ["--org-id", "11ZZ"], key), ("--confirm", ["--school-year", "2019"], key),
        })
        {
            var (code, output) = await Fetch(stage, administration, with, arguments);
            Assert.True(code > 0 && output.Contains(why, StringComparison.Ordinal), $"{code}: {output}");
        }
        var (refused, text) = await stage.Command("roster", "fetch", "--from", "eduv", "--address", "http://las.example", "--token-address", "http://las.example/token", "--client-id", "dashboard", "--key", key.Path, "--school", "demo");
        Assert.True(refused == 1 && text.Contains("https", StringComparison.Ordinal), text);
        Assert.Equal(before, await Roster(stage));
    }

    private static Task<(int, string)> Fetch(Stage stage, SimulatedEduVAdministration administration, KeyFile key, params string[] more) => stage.Command(
        ["roster", "fetch", "--from", "eduv", "--address", administration.Address.ToString(), "--token-address", administration.TokenAddress.ToString(), "--client-id", "dashboard", "--key", key.Path, "--school", "demo", .. more]);

    private static async Task<string> Roster(Stage stage) => string.Join('\n', (await stage.Database.Query("""
        select 'p', p.pupil_id::text, n.given_name || coalesce(n.prefix, '') || coalesce(n.family_name, ''), p.left_on::text from pupil p join pupil_name n using (school_id, pupil_id)
        union all select 'm', g.las_key, m.pupil_id::text, m.year_group from membership m join school_group g using (school_id, group_id)
        union all select 'g', las_key, name || year_group || composite::text, ended_on::text from school_group
        union all select 's', las_key, display_name, user_name from staff where las_key is not null union all select 'a', g.las_key, a.staff_id::text, a.until::text from assignment a join school_group g using (school_id, group_id)
        order by 1, 2, 3, 4
        """)).Select(r => string.Join(' ', r)));

    /// <summary>Our key for the administration, in a file as the command wants it.</summary>
    private sealed class KeyFile : IDisposable
    {
        private readonly TempFolder _folder = new("key");

        public KeyFile()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var p = key.ExportParameters(true);
            var (x, y) = (Base64UrlEncoder.Encode(p.Q.X!), Base64UrlEncoder.Encode(p.Q.Y!));
            Public = JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", kid = "ons", x, y });
            Path = System.IO.Path.Combine(_folder.Location, "key.json");
            File.WriteAllText(Path, JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", kid = "ons", x, y, d = Base64UrlEncoder.Encode(p.D!) }));
        }

        public string Path { get; }
        public string Public { get; }

        public void Dispose() => _folder.Dispose();
    }
}
