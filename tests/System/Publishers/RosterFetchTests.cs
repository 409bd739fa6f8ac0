using Dashboard.Publishers.Uwlr.Leerlinggegevens;
using Dashboard.Samples.Administration;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.SystemTests.Publishers;

/// <summary>UWLR's heenweg over HTTP: the roster from a school's own administration, one test per rule of the agreement.</summary>
[Trait("Conformance", "UWLR")]
public sealed class RosterFetchTests(RealParts parts)
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private const short Year = 2026;

    [Fact, Trait("Requirement", "CI-20")]
    public async Task HaalLeerlinggegevens_at_once_and_stepwise_give_the_same_roster()
    {
        await using var administration = await SimulatedAdministration.Start(Year, Monday);
        var rosters = new List<string>();
        foreach (var stepwise in new[] { false, true })
        {
            await using var door = await Door.Open(parts);
            var school = await School(door, administration, stepwise);
            var outcome = await Fetch(door, school);
            Assert.Equal((78, 0), (outcome.Report!.Added, outcome.Report.Changed));
            rosters.Add(string.Join('\n', (await door.Database.Query($"""
                select n.given_name, n.family_name, (select string_agg(g.name, ',' order by g.name) from membership m join school_group g using (school_id, group_id) where m.school_id = n.school_id and m.pupil_id = n.pupil_id),
                  (select count(*) from pupil_alias a where a.school_id = n.school_id and a.pupil_id = n.pupil_id)
                from pupil_name n where n.school_id = {school.SchoolId} order by 1, 2
                """)).Select(r => string.Join(' ', r))));
        }
        Assert.Equal(rosters[0], rosters[1]);
        Assert.Equal("leerlinggegevens_verzoek", administration.Asked[0]);
        Assert.Equal(["structuur_verzoek", "leerlingen_verzoek", "leerkrachten_verzoek"], administration.Asked.Skip(1).Distinct());
    }

    [Fact]
    public async Task With_laatstontvangengegevens_the_answer_may_be_geenwijzigingen_and_then_nothing_is_touched()
    {
        await using var administration = await SimulatedAdministration.Start(Year, Monday);
        await using var door = await Door.Open(parts);
        var school = await School(door, administration);
        Assert.Equal(78, (await Fetch(door, school)).Report!.Added);
        var second = await Fetch(door, school);
        Assert.Null(second.Snapshot);
        Assert.Contains("niets veranderd", second.Nothing, StringComparison.Ordinal);
        Assert.Equal(78, (await Fetch(door, school, everything: true)).Report!.Unchanged);
        administration.Change(Monday.AddDays(1));
        Assert.Equal(78, (await Fetch(door, school)).Report!.Unchanged);
    }

    [Fact]
    public async Task Geengegevens_for_another_school_or_year_ends_nobody()
    {
        await using var administration = await SimulatedAdministration.Start(Year, Monday);
        await using var door = await Door.Open(parts);
        var school = await School(door, administration);
        await Fetch(door, school);
        foreach (var stepwise in new[] { false, true })
        {
            await Set(door, school, administration, stepwise);
            Assert.True((await door.Get<RosterFetch>().Run(school, Year + 1, everything: true, dryRun: false, confirmed: true, TestContext.Current.CancellationToken)).NoData);
        }
        Assert.Equal(["78"], (await door.Database.Query($"select count(*) from pupil where school_id = {school.SchoolId} and left_on is null")).Single());
    }

    [Fact]
    public async Task A_dry_run_and_a_roster_that_looks_like_a_mistake_store_nothing_and_do_not_count_as_received()
    {
        await using var administration = await SimulatedAdministration.Start(Year, Monday);
        await using var door = await Door.Open(parts);
        var school = await School(door, administration);
        var run = await door.Get<RosterFetch>().Run(school, Year, everything: false, dryRun: true, confirmed: false, TestContext.Current.CancellationToken);
        Assert.Equal(78, run.Report!.Added);
        Assert.Equal(["0", "0"], (await door.Database.Query($"select (select count(*) from pupil where school_id = {school.SchoolId}), (select count(*) from school_administration where received_at is not null)")).Single());

        // De Beuk's own pupil would be gone, and the administration is another school's: both are asked first.
        var beuk = await Find(door, "beuk");
        await door.Database.Execute($"update school set brin = '99XX', dependance = '01' where key = 'beuk'");
        await Set(door, beuk, administration, stepwise: false);
        var asked = await door.Get<RosterFetch>().Run(await Find(door, "beuk"), Year, everything: false, dryRun: false, confirmed: false, TestContext.Current.CancellationToken);
        Assert.NotNull(asked.Report!.NeedsConfirm);
        Assert.Equal(["0"], (await door.Database.Query("select count(*) from school_administration where received_at is not null")).Single());
    }

    [Fact]
    public async Task What_may_pass_is_asked_again_and_a_no_is_a_no()
    {
        await using var flaky = await SimulatedAdministration.Start(Year, Monday, refusals: 2);
        await using var door = await Door.Open(parts);
        var school = await School(door, flaky);
        Assert.Equal(78, (await Fetch(door, school)).Report!.Added);
        Assert.Equal(3, flaky.Asked.Count);

        await Set(door, school, flaky, stepwise: false, key: "fout");
        var no = await Assert.ThrowsAsync<AdministrationException>(() => Fetch(door, school));
        Assert.Equal("AutorisatieOngeldig", no.Fault);
        Assert.Equal(4, flaky.Asked.Count);

        await Set(door, school, flaky, stepwise: false, klantcode: "niemand");
        Assert.Equal("OngeldigeKlantIdentificatie", (await Assert.ThrowsAsync<AdministrationException>(() => Fetch(door, school))).Fault);
    }

    [Fact]
    public async Task Without_the_Smalle_set_what_we_may_not_know_is_still_not_kept_and_the_key_is_nowhere_in_plain()
    {
        await using var administration = await SimulatedAdministration.Start(Year, Monday);
        await using var door = await Door.Open(parts);
        var school = await School(door, administration, set: null);
        await Fetch(door, school);
        var tables = await door.Database.Query("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        foreach (var table in tables)
            foreach (var secret in new[] { "2016-04-01", SimulatedAdministration.Sleutel })
                Assert.Equal(["0"], (await door.Database.Query($"select count(*) from \"{table[0]}\" t where t::text like '%{secret}%'")).Single());
    }

    [Fact]
    public async Task Version_2_1_has_no_eckid_and_matches_by_the_administration_s_key()
    {
        await using var administration = await SimulatedAdministration.Start(Year, Monday);
        await using var door = await Door.Open(parts);
        var school = await School(door, administration);
        await Fetch(door, school);
        await Set(door, school, administration, stepwise: false, version: "2.1");
        var again = (await Fetch(door, school)).Report!;
        Assert.Equal((0, 0), (again.Added, again.Left));
    }

    [Fact]
    public async Task An_address_is_https_or_on_this_machine()
    {
        await using var door = await Door.Open(parts);
        var school = await Find(door, "eik");
        foreach (var address in new[] { "http://las.example/uwlr", "ftp://las.example", "file:///etc/passwd", "https://u:p@las.example", "las.example" })
            await Assert.ThrowsAsync<InvalidOperationException>(() => door.Get<Administrations>().Set(school.SchoolId, new AdministrationAccess(address, "a", "b", "c", null, false, "2.2"), TestContext.Current.CancellationToken));
        Assert.Null(Administrations.Refuse("https://las.example/uwlr"));
    }

    [Fact]
    public async Task The_command_line_sets_the_administration_and_fetches()
    {
        var now = TimeProvider.System.GetUtcNow();
        var year = Schools.Calendar.SchoolTime.SchoolYear(Schools.Calendar.SchoolTime.Day(now));
        await using var administration = await SimulatedAdministration.Start(year, now.AddHours(-1));
        await using var door = await Door.Open(parts);
        await Find(door, "eik");
        await door.Database.Execute("update school set brin = '99XX' where key = 'eik'");
        using var folder = new TempFolder("fetch");
        var key = System.IO.Path.Combine(folder.Location, "sleutel");
        await File.WriteAllTextAsync(key, SimulatedAdministration.Sleutel + "\n", TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = door.Database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = folder.Location };
        var (set, said) = await DashboardHost.Command(settings, "roster", "source", "--school", "eik", "--address", administration.Address.ToString(), "--klantcode", SimulatedAdministration.Klantcode, "--klantnaam", SimulatedAdministration.Klantnaam, "--key-file", key, "--set", SimulatedAdministration.SmalleSet, "--stepwise");
        Assert.True(set == 0, said);
        var (dry, proof) = await DashboardHost.Command(settings, "roster", "fetch", "--school", "eik", "--dry-run");
        Assert.True(dry == 0 && proof.Contains("Proef", StringComparison.Ordinal), proof);
        var (code, output) = await DashboardHost.Command(settings, "roster", "fetch", "--school", "eik");
        Assert.True(code == 0, output);
        Assert.Contains("leerlingen nieuw      78", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Maaike", output, StringComparison.Ordinal);
    }

    private static async Task<School> School(Door door, SimulatedAdministration administration, bool stepwise = false, string? set = SimulatedAdministration.SmalleSet)
    {
        await door.Database.Execute("update school set brin = '99XX' where key = 'eik'");
        var school = await Find(door, "eik");
        await Set(door, school, administration, stepwise, set: set);
        return school;
    }

    private static async Task<School> Find(Door door, string key)
    {
        await using var session = await door.Store.Begin(DatabaseRole.Web, Scope.None);
        return (await session.Tables.FindSchool(key, TestContext.Current.CancellationToken))!;
    }

    private static Task Set(Door door, School school, SimulatedAdministration administration, bool stepwise, string key = SimulatedAdministration.Sleutel, string klantcode = SimulatedAdministration.Klantcode, string version = "2.2", string? set = SimulatedAdministration.SmalleSet) =>
        door.Get<Administrations>().Set(school.SchoolId, new AdministrationAccess(administration.Address.ToString(), klantcode, SimulatedAdministration.Klantnaam, key, set, stepwise, version), TestContext.Current.CancellationToken);

    private static Task<FetchOutcome> Fetch(Door door, School school, bool everything = false) =>
        door.Get<RosterFetch>().Run(school, Year, everything, dryRun: false, confirmed: false, TestContext.Current.CancellationToken);
}
