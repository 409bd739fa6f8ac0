using Dashboard.Schools.Roster;
using Dashboard.SystemTests.Publishers;

namespace Dashboard.SystemTests.Roster;

/// <summary>A roster file is a full snapshot; what looks like a mistake is asked first.</summary>
[Trait("Conformance", "EDEXML")]
public sealed class RosterSnapshotTests(RealParts parts)
{
    private static readonly string[] Twenty = [.. Enumerable.Range(1, 20).Select(i => "l" + i)];

    [Fact]
    public async Task Who_is_absent_has_left_and_a_group_that_is_absent_has_ended()
    {
        await using var door = await Door.Open(parts);
        await Apply(door, Snapshot(2026, ("A", Twenty[..10]), ("B", Twenty[10..])), confirmed: true);
        var report = await Apply(door, Snapshot(2026, ("A", Twenty[1..])));
        Assert.Equal((0, 1, null), (report.Added, report.Left, report.NeedsConfirm));
        Assert.Equal([new GroupDifference("A", false, false, 10, 1, 0, 0), new GroupDifference("B", false, true, 0, 10, 0, 1)], report.Differences);
        Assert.Equal([["A", "19", ""], ["B", "0", "ended"]], await door.Database.Query($"""
            select g.las_key, count(m.pupil_id), case when g.ended_on is null then '' else 'ended' end from school_group g left join membership m using (school_id, group_id)
            where g.school_id = {door.School} and g.las_key in ('A', 'B') group by 1, 3 order by 1
            """));
        Assert.Equal(["0"], (await door.Database.Query("select count(*) from assignment a join school_group g using (school_id, group_id) where g.las_key = 'B'")).Single());

        var back = await Apply(door, Snapshot(2026, ("A", Twenty)));
        Assert.Equal((0, 1, 19), (back.Added, back.Changed, back.Unchanged));
        Assert.Equal((0, 0, 20), await Apply(door, Snapshot(2026, ("A", Twenty))) is var same ? (same.Added, same.Changed, same.Unchanged) : default);
    }

    [Theory]
    [InlineData(18, false), InlineData(17, true), InlineData(0, true)]
    public async Task More_than_a_tenth_leaving_is_asked_first(int stay, bool asks)
    {
        await using var door = await Door.Open(parts);
        await Apply(door, Snapshot(2026, ("A", Twenty)), confirmed: true);
        var report = await Apply(door, Snapshot(2026, ("A", Twenty[..stay])));
        Assert.Equal(asks, report.NeedsConfirm is not null);
        Assert.Equal([asks ? "20" : "18"], (await door.Database.Query("select count(*) from pupil p where left_on is null")).Single());
        if (!asks) return;
        Assert.Contains($"{20 - stay} van de 20", report.NeedsConfirm, StringComparison.Ordinal);
        await Apply(door, Snapshot(2026, ("A", Twenty[..stay])), confirmed: true);
        Assert.Equal([$"{stay}"], (await door.Database.Query("select count(*) from pupil p where left_on is null")).Single());
    }

    [Fact]
    public async Task Another_school_or_an_older_school_year_is_asked_first()
    {
        await using var door = await Door.Open(parts);
        await Apply(door, Snapshot(2026, ("A", Twenty)), confirmed: true);
        foreach (var (snapshot, word) in new[]
        {
            (Snapshot(2026, ("A", Twenty)) with { Brin = "99ZZ" }, "andere school"), (Snapshot(2026, ("A", Twenty)) with { Dependance = "01" }, "andere school"), (Snapshot(2025, ("A", Twenty)), "2025-2026"),
        })
            Assert.Contains(word, (await Apply(door, snapshot)).NeedsConfirm, StringComparison.Ordinal);
        Assert.Null((await Apply(door, Snapshot(2026, ("A", Twenty)) with { Brin = null, Dependance = null })).NeedsConfirm);
        Assert.Equal(["0"], (await door.Database.Query("select count(*) from school_group where school_year = 2025")).Single());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await using var door = await Door.Open(parts);
        await Apply(door, Snapshot(2026, ("A", Twenty)), confirmed: true);
        var before = await Everything(door);
        var report = await door.Get<RosterImport>().Apply(door.School, Snapshot(2026, ("A", Twenty[5..]), ("C", ["nieuw"])), null, dryRun: true, confirmed: false, TestContext.Current.CancellationToken);
        Assert.Equal((1, 15, 5, true), (report.Added, report.Unchanged, report.Left, report.NeedsConfirm is not null));
        Assert.Equal([new GroupDifference("A", false, false, 0, 5, 0, 0), new GroupDifference("C", true, false, 1, 0, 1, 0)], report.Differences);
        Assert.Equal(before, await Everything(door));
    }

    [Fact, Trait("Requirement", "CI-22")]
    public async Task An_alias_file_never_ends_anyone()
    {
        await using var door = await Door.Open(parts);
        await Apply(door, Snapshot(2026, ("A", Twenty)), confirmed: true);
        var before = await door.Database.Query("select pupil_id, left_on from pupil order by 1");
        var file = Snapshot(2026, ("X", [])) with { Pupils = [new RosterPupil("l3", "eck-3", "Anders", null, "Genoemd", "gebruiker3", ["X"], false), new RosterPupil("vreemd", null, "Wie", null, null, null, [], false)] };
        var report = await door.Get<RosterImport>().ApplyAliases(door.School, file, dryRun: false, TestContext.Current.CancellationToken);
        Assert.Equal((0, 1, 0, null), (report.Added, report.Changed, report.Left, report.NeedsConfirm));
        Assert.Contains(report.Warnings, w => w.StartsWith("1 leerlingen", StringComparison.Ordinal));
        Assert.Equal(before, await door.Database.Query("select pupil_id, left_on from pupil order by 1"));
        Assert.Equal([["0", "1", "2"]], await door.Database.Query("select count(*) filter (where kind = 3), count(*) filter (where kind = 0), count(*) filter (where kind in (0, 2)) from pupil_alias"));
        Assert.Equal(["0", "0"], (await door.Database.Query("select (select count(*) from school_group where las_key = 'X'), (select count(*) from pupil_name where given_name = 'Anders')")).Single());
    }

    [Fact]
    public async Task Next_year_s_roster_may_come_before_the_holidays_and_this_year_s_classes_stay()
    {
        await using var door = await Door.Open(parts);
        await Apply(door, Snapshot(2026, ("G7", Twenty[..10]), ("G8", Twenty[10..])), confirmed: true);
        var next = await Apply(door, Snapshot(2027, ("G8", Twenty[..10]), ("G1", ["klein1", "klein2"])), confirmed: true);
        Assert.Equal((2, 10, 0), (next.Added, next.Left, next.Changed));
        Assert.Equal([["2026", "G7", "10"], ["2026", "G8", "10"], ["2027", "G1", "2"], ["2027", "G8", "10"]], await door.Database.Query("""
            select g.school_year, g.las_key, count(*) from school_group g join membership m using (school_id, group_id) where g.las_key <> 'G5' group by 1, 2 order by 1, 2
            """));
        Assert.Equal([["2027-08-01", "10"]], await door.Database.Query("select left_on, count(*) from pupil where left_on > '2026-12-31' group by 1"));
        Assert.Contains("2026-2027", (await Apply(door, Snapshot(2026, ("G7", Twenty)))).NeedsConfirm, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_combination_and_a_composite_group_each_pupil_has_a_year_of_her_own()
    {
        await using var door = await Door.Open(parts);
        var roster = new RosterSnapshot("11AA", "00", null, 2026, [new RosterGroup("C", "5/6", "C", false), new RosterGroup("PLUS", "Plus", "", true), new RosterGroup("G6", "6", "6", false)],
            [Pupil("a", "5", "C", "PLUS"), Pupil("b", "6", "C"), Pupil("c", "6", "G6", "PLUS")], [], []);
        await Apply(door, roster, confirmed: true);
        Assert.Equal([["C", "5"], ["C", "6"], ["G6", ""], ["PLUS", "5"], ["PLUS", "6"]], await door.Database.Query("select g.las_key, m.year_group from membership m join school_group g using (school_id, group_id) where g.las_key <> 'G5' order by 1, 2"));
    }

    [Fact]
    public async Task Duo_partners_have_the_same_group_and_who_no_longer_teaches_it_loses_it()
    {
        await using var door = await Door.Open(parts);
        var roster = Snapshot(2026, ("A", Twenty)) with { Staff = [new RosterStaff("t1", "Vera", null, ["A"]), new RosterStaff("t2", "Bo", null, ["A"])] };
        await Apply(door, roster, confirmed: true);
        await door.Database.Execute("update assignment set until = '2027-01-31' where staff_id = (select staff_id from staff where las_key = 't2')");
        var report = await Apply(door, roster with { Staff = [new RosterStaff("t3", "Sam", null, ["A"])] });
        Assert.Equal(new GroupDifference("A", false, false, 0, 0, 1, 1), Assert.Single(report.Differences));
        Assert.Equal([["t2"], ["t3"]], await door.Database.Query("select s.las_key from assignment join staff s using (school_id, staff_id) order by 1"));
        Assert.Equal(["0"], (await door.Database.Query("select count(*) from staff where role <> 0")).Single()); // a file gives no rights
    }

    [Fact]
    public async Task A_name_that_belongs_to_another_pupil_stays_there_and_is_reported()
    {
        await using var door = await Door.Open(parts);
        await Apply(door, Snapshot(2026, ("A", ["x", "y"])), confirmed: true);
        await door.Get<RosterImport>().ApplyAliases(door.School, Snapshot(2026, ("A", [])) with { Pupils = [new RosterPupil("x", "eck-x", "X", null, null, null, [], false)] }, dryRun: false, TestContext.Current.CancellationToken);
        var crossed = await Apply(door, Snapshot(2026, ("A", [])) with { Pupils = [new RosterPupil("y", "eck-x", "X", null, null, null, ["A"], false), new RosterPupil("x", null, "Y", null, null, null, ["A"], false)] }, confirmed: true);
        Assert.Equal(2, crossed.Warnings.Count);
        Assert.DoesNotContain(crossed.Warnings, w => w.Contains("eck-x", StringComparison.Ordinal));
    }

    private static RosterPupil Pupil(string key, string year, params string[] groups) => new(key, null, "Kind " + key, null, null, null, groups, false) { YearGroup = year };

    private static RosterSnapshot Snapshot(short year, params (string Group, string[] Pupils)[] groups) => new("11AA", "00", null, year,
        [.. groups.Select(g => new RosterGroup(g.Group, g.Group, "5", false))],
        [.. groups.SelectMany(g => g.Pupils.Select(p => Pupil(p, "5", g.Group)))],
        [new RosterStaff("t1", "Vera", null, [.. groups.Select(g => g.Group)])], []);

    private static Task<RosterReport> Apply(Door door, RosterSnapshot snapshot, bool confirmed = false) =>
        door.Get<RosterImport>().Apply(door.School, snapshot, null, dryRun: false, confirmed, TestContext.Current.CancellationToken);

    private static async Task<string> Everything(Door door) => string.Join('\n', (await door.Database.Query("""
        select 'p', pupil_id::text, left_on::text from pupil union all select 'm', group_id::text, pupil_id::text from membership union all select 'g', las_key, ended_on::text from school_group
        union all select 'a', pupil_id::text, kind::text from pupil_alias union all select 's', las_key, display_name from staff union all select 't', staff_id::text, group_id::text from assignment
        union all select 'w', work_id::text, kind::text from work union all select 'l', action, actor from audit order by 1, 2, 3
        """)).Select(r => string.Join(' ', r)));
}
