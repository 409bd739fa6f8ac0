using Dashboard.Mapping.Goals;
using Dashboard.Mapping.Goals.Slo;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.Tests.Mapping;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Tests.Mapping.SloFolder;

namespace Dashboard.SystemTests.GoalReleases;

/// <summary>goals import in the real database: the same twice changes nothing, a version is immutable, an import is whole or not at all.</summary>
[Trait("Requirement", "LD-17")]
public sealed class GoalImportTests(RealParts parts)
{
    private static async Task<List<GoalSetReport>> Import(Database store, SloFolder folder, bool dryRun = false)
    {
        var (sets, reports) = (new GoalSets(store, TimeProvider.System), new List<GoalSetReport>());
        foreach (var set in SloSets.Read(SloFiles.Open(folder.Location)).Sets) reports.Add(await sets.Import(set, dryRun, null, CancellationToken.None));
        return reports;
    }

    private static async Task<string> Everything(TestDatabase database) => string.Join('\n', (await database.Query("""
        select 'goal', g::text from goal g union all select 'in', i::text from goal_in_release i union all select 'parent', p::text from goal_parent p
        union all select 'release', r::text from goal_set_release r union all select 'successor', s::text from goal_successor s union all select 'level', l::text from goal_level l order by 1, 2
        """)).Select(r => r[0] + " " + r[1]));

    [Fact]
    public async Task The_same_folder_twice_changes_nothing_and_a_dry_run_stores_nothing()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        await using var store = database.Open();
        using var folder = Small();

        Assert.All(await Import(store, folder, dryRun: true), r => Assert.True(r.New));
        Assert.Equal("0", (await database.Query("select count(*) from goal"))[0][0]);
        Assert.All(await Import(store, folder), r => Assert.True(r.New));
        var first = await Everything(database);
        Assert.All(await Import(store, folder), r => Assert.False(r.New));

        Assert.Equal(first, await Everything(database));
        Assert.Contains("goal ", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_that_a_release_leaves_alone_keeps_its_version_and_a_changed_one_gets_another()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        await using var store = database.Open();
        using var folder = Small();
        await Import(store, folder);
        async Task<List<string[]>> Versions(string name) => await database.Query($"select goal_id, title, short_name from goal where uri = '{Uri(name)}' order by goal_id");
        var (tellen, rijtjes) = (await Versions("dn tellen"), await Versions("dn rijtjes"));
        await database.Execute($"update goal set short_name = 'rijtjes' where goal_id = {rijtjes[0][0]}");

        folder.Put("basis/doelen.json",
            new { id = Id("tellen"), title = "Tellen tot tien", aanbodid = "RK.1.001" }, new { id = Id("klok heel"), title = "De klok lezen op hele uren", aanbodid = "RK.1.002" },
            new { id = Id("rijtjes"), title = "Lange rijtjes maken", aanbodid = "RK.2.003" }, new { id = Id("klok half"), title = "De klok lezen op halve uren", aanbodid = "RK.2.003" });
        var reports = await Import(store, folder);

        Assert.Equal([true, false, false], reports.Select(r => r.New));
        Assert.Equal((1, GoalChangeKind.TextChanged), (reports[0].Difference.Changes.Count, reports[0].Difference.Changes[0].Kind));
        Assert.Equal(tellen, await Versions("dn tellen"));
        var now = await Versions("dn rijtjes");
        Assert.Equal(["Rijtjes maken", "Lange rijtjes maken"], now.Select(v => v[1]));
        Assert.Equal("rijtjes", now[1][2]); // what people called it
        var releases = await database.Query($"select release_id, count(*) from goal_in_release join goal_set_release using (release_id) join goal_set s using (goal_set_id) where s.key = 'slo-aanbodsdoelen' group by 1 order by 1");
        Assert.Equal(2, releases.Count);
        Assert.Equal(releases[0][1], releases[1][1]);
    }

    [Fact]
    public async Task What_was_read_in_before_contents_had_a_fingerprint_is_the_same_release_when_nothing_differs()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        await using var store = database.Open();
        using var folder = Small();
        await Import(store, folder);
        var releases = await database.Query("select release_id, version from goal_set_release order by 1");
        var places = await database.Query("select p::text from goal_parent p order by 1");
        await database.Execute("update goal_set_release set fingerprint = ''; delete from goal_parent");

        Assert.All(await Import(store, folder), r => Assert.False(r.New));
        Assert.Equal(releases, await database.Query("select release_id, version from goal_set_release order by 1"));
        Assert.Equal(places, await database.Query("select p::text from goal_parent p order by 1"));
        Assert.Equal("0", (await database.Query("select count(*) from goal_set_release where fingerprint = ''"))[0][0]);
        await database.Execute("update goal_set_release set fingerprint = ''");
        folder.Put("fo/kernzinnen.json", new { id = Id("kz"), title = "Kerndoel 9", description = "De leerling meet anders.", fo_doelzin_id = new[] { Id("dz") } });
        Assert.Equal([false, false, true], (await Import(store, folder)).Select(r => r.New)); // other content is another release
    }

    [Fact]
    public async Task A_goal_under_two_parents_is_one_goal()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        await using var store = database.Open();
        using var folder = Small();
        await Import(store, folder);
        await using var session = await store.Begin(DatabaseRole.Web, Scope.None);
        var heel = await session.Tables.Goals.SingleAsync(g => g.Uri == Uri("dn klok heel"));

        Assert.Equal(2, await session.Tables.GoalParents.CountAsync(p => p.GoalId == heel.GoalId));
        Assert.Equal(Confirmation.Reconstructed, heel.Confirmation);
        Assert.Equal(["fase 1"], await session.Tables.GoalLevels.Where(l => heel.Levels.Contains(l.Key)).Select(l => l.Title).ToListAsync());
    }

    [Fact]
    public async Task A_deprecated_goal_is_readable_and_in_no_release()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        await using var store = database.Open();
        using var folder = Small();
        await Import(store, folder);

        Assert.Equal(["t", "0"], Assert.Single(await database.Query($"select deprecated, (select count(*) from goal_in_release i where i.goal_id = g.goal_id) from goal g where uri = '{Uri("k0")}'")));
        Assert.Equal(2, (await database.Query($"select 1 from goal_successor where old_uri = '{Uri("k0")}'")).Count);
    }

    [Fact]
    public async Task An_import_that_fails_on_its_way_leaves_nothing()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        await using var store = database.Open();
        using var folder = Small();
        await database.Execute($"create function no() returns trigger language plpgsql as $$ begin if new.uri = '{Uri("dn klok half")}' then raise 'no'; end if; return new; end $$; create trigger no before insert on goal for each row execute function no()");
        var set = SloSets.Read(SloFiles.Open(folder.Location)).Sets[0];

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => new GoalSets(store, TimeProvider.System).Import(set, CancellationToken.None));
        Assert.Equal("0", (await database.Query("select count(*) from goal"))[0][0]);
        Assert.Equal("0", (await database.Query("select count(*) from goal_set"))[0][0]);
        var twice = set with { Goals = [.. set.Goals, set.Goals[0]] };
        await Assert.ThrowsAsync<InvalidDataException>(() => new GoalSets(store, TimeProvider.System).Import(twice, CancellationToken.None));
    }

    [Fact]
    public async Task The_command_reports_on_stdout_and_answers_with_its_exit_code()
    {
        await using var database = await parts.NewDatabase();
        using var folder = Small();
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret };

        var (code, output) = await DashboardHost.Command(settings, "goals", "import", folder.Location, "--release", "fo=2026.52");
        Assert.Equal(0, code);
        Assert.Contains("RK Rekenkunde: 4 doelniveau (0 bevestigd, 4 reconstructie, niet bevestigd)", output, StringComparison.Ordinal);
        Assert.Contains("Nieuwe kerndoelen, release 2026.52: ingelezen", output, StringComparison.Ordinal);
        Assert.Contains("er zijn geen bestanden van leerdoelenkaarten", output, StringComparison.Ordinal);
        Assert.Contains("1 van 5 doelen horen in deze bestanden bij geen doelniveau, niet ingelezen: 1 zonder code", output, StringComparison.Ordinal);
        folder.Put("fo/kernzinnen.json", new { id = Id("kz"), title = "Kerndoel 9", description = "De leerling meet anders.", fo_doelzin_id = new[] { Id("dz") } });
        (code, output) = await DashboardHost.Command(settings, "goals", "import", folder.Location, "--release", "fo=2026.52", "--dry-run");
        Assert.Equal(0, code);
        Assert.Contains("Proef: er is niets opgeslagen", output, StringComparison.Ordinal);
        Assert.Contains($"tekst gewijzigd: {Uri("kz")}", output, StringComparison.Ordinal);
        Assert.Contains("Nieuwe kerndoelen, release 2026.52 (", output, StringComparison.Ordinal); // the same name with other content
        Assert.Equal(2, (await DashboardHost.Command(settings, "goals", "import", folder.Location + "x")).ExitCode);
        Assert.Equal(2, (await DashboardHost.Command(settings, "goals", "import", folder.Location, "--release", "fo")).ExitCode);
        folder.Text("fo/sets.json", "[");
        Assert.Equal(1, (await DashboardHost.Command(settings, "goals", "import", folder.Location)).ExitCode);
    }
}
