using System.Globalization;
using System.Text.Json;
using Dashboard.Publishers.Deliveries;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A school takes a feed for some groups, or from a day on: the door leaves the rest out and says so.</summary>
[Trait("Requirement", "DA-19")]
public sealed class FeedLimitTests(RealParts parts)
{
    private const string Results = "/eduv/v2/results";
    private static readonly DateOnly TestDay = new(2026, 11, 19);

    [Fact]
    public async Task Edu_V_answers_per_student_when_none_may_come_in_and_reports_who_stayed_out_when_some_may()
    {
        await using var door = await WithTwoGroups();
        var token = await door.Token("numo");
        await Limit(door, "numo", ["G6"], null);
        var (refused, body, first) = await door.Send(HttpMethod.Post, Results, EduVDoorTests.Message(), token);
        var status = Assert.Single(JsonDocument.Parse(body).RootElement.EnumerateArray());
        Assert.Equal((403, "s-1", 22), (refused, status.GetProperty("id").GetString(), status.GetProperty("status").GetInt32()));
        Assert.Contains("groep van deze leerling", status.GetProperty("statusMessage").GetString(), StringComparison.Ordinal);
        Assert.Empty(await door.Kept());
        Assert.Equal([["3", "1", "1"]], await door.Database.Query($"select state, total, rejected from delivery where public_id = '{first}'"));

        var (mixed, _, second) = await door.Send(HttpMethod.Post, Results, Two(), token);
        Assert.Equal((202, "s-2"), (mixed, Assert.Single(await door.Kept()).ResultId));
        Assert.Equal([["2", "1", "other-group"]], await door.Database.Query($"select total, rejected, problems::jsonb -> 0 ->> 'code' from delivery where public_id = '{second}'"));
        Assert.Equal([[$"{first}", "delivery-refused", "other-group", ""], [$"{second}", "results-left-out", "", "1"]],
            await door.Database.Query("select subject, action, detail ->> 'reason', detail ->> 'other-group' from audit where actor = 'numo' order by audit_id"));

        await Limit(door, "numo", [], null); // the whole school again, from the next request on
        Assert.Equal(202, (await door.Send(HttpMethod.Post, Results, EduVDoorTests.Message(), token)).Status);
    }

    [Fact]
    public async Task UWLR_is_a_fault_with_a_line_per_result_when_none_may_come_in()
    {
        await using var door = await WithTwoGroups();
        await Limit(door, "muiswerk", ["G6"], null);
        var (_, body, _) = await door.Soap(UwlrDoorTests.Envelope());
        Assert.Contains("Client.AutorisatieOngeldig", body, StringComparison.Ordinal);
        Assert.Contains("groep van deze leerling", body, StringComparison.Ordinal);
        Assert.Empty(await door.Kept());

        var (ok, _, _) = await door.Soap(UwlrDoorTests.Envelope(pupil: "lln-2"));
        Assert.Equal(200, ok);
        Assert.Single(await door.Kept());
    }

    [Fact]
    public async Task What_was_before_the_first_day_stays_out_and_the_day_can_be_moved_and_taken_away()
    {
        await using var door = await WithTwoGroups();
        var token = await door.Token("numo");
        foreach (var (from, eduV, uwlr) in new (DateOnly?, int, int)[] { (TestDay.AddDays(1), 403, 500), (TestDay, 202, 200), (TestDay.AddDays(1), 403, 500), (null, 202, 200) })
        {
            await Limit(door, "numo", [], from);
            await Limit(door, "muiswerk", [], from);
            Assert.Equal(eduV, (await door.Send(HttpMethod.Post, Results, EduVDoorTests.Message(), token)).Status);
            Assert.Equal(uwlr, (await door.Soap(UwlrDoorTests.Envelope())).Status);
        }
    }

    [Fact]
    public async Task A_result_that_waited_for_its_pupil_is_looked_at_again_and_does_not_slip_through()
    {
        await using var door = await WithTwoGroups();
        await Limit(door, "muiswerk", ["G6"], null);
        Assert.Equal(200, (await door.Soap(UwlrDoorTests.Envelope(pupil: "lln-3"))).Status); // not known yet: waits
        Assert.Empty(await door.Kept());
        await Roster(door, ("lln-1", "G5"), ("lln-2", "G6"), ("lln-3", "G5"));
        await new WaitingReplay(door.Store, door.Get<PartPayload>(), door.Get<DispatcherSignal>(), TimeProvider.System).Run(new Work { SchoolId = door.School }, TestContext.Current.CancellationToken);
        Assert.Equal([["0"]], await door.Database.Query("select count(*) from waiting_result"));
        Assert.Empty(await door.Database.Query($"select 1 from work where kind = {(int)WorkKind.Replayed}"));
        Assert.Equal([["1"]], await door.Database.Query("select detail::json ->> 'other-group' from audit a join delivery d on d.school_id = a.school_id and d.public_id::text = a.subject where a.action = 'results-left-out'"));
    }

    [Fact]
    public async Task A_group_of_another_school_or_year_changes_nothing()
    {
        await using var door = await WithTwoGroups();
        await Limit(door, "numo", ["G6"], null);
        await Settle(door, "numo", ["bestaat-niet"], null);
        Assert.Equal([["t", "1"]], await door.Database.Query("select f.only_groups, count(g) from feed f join tool t using (tool_id) join feed_group g using (school_id, tool_id) where t.key = 'numo' group by 1"));
    }

    private async Task<Door> WithTwoGroups()
    {
        var door = await Door.Open(parts);
        await Roster(door, ("lln-1", "G5"), ("lln-2", "G6"));
        return door;
    }

    private static Task Roster(Door door, params (string Key, string Group)[] pupils) => door.Get<RosterImport>().Apply(door.School,
        new RosterSnapshot("11AA", "00", null, 2026, [new RosterGroup("G5", "Groep 5", "5", false), new RosterGroup("G6", "Groep 6", "6", false)],
            [.. pupils.Select(p => new RosterPupil(p.Key, null, "Kind", null, p.Key, null, [p.Group], false))], [], []), null, dryRun: false, confirmed: true, TestContext.Current.CancellationToken);

    private static async Task Limit(Door door, string tool, string[] groups, DateOnly? from)
    {
        var keys = new List<string>();
        foreach (var group in groups) keys.Add((await door.Database.Query($"select key from school_group where las_key = '{group}'"))[0][0]);
        await Settle(door, tool, keys, from);
    }

    private static async Task Settle(Door door, string tool, IReadOnlyCollection<string> groups, DateOnly? from)
    {
        var id = int.Parse((await door.Database.Query($"select tool_id from tool where key = '{tool}'"))[0][0], CultureInfo.InvariantCulture);
        await door.Get<FeedAgreements>().Settle(new Person(door.School, 0, Guid.CreateVersion7(), "beheer", Role.Administrator, false), id,
            new FeedSettings(null, true, true, null, null, 36) { ResultsFrom = from, Groups = groups }, TestContext.Current.CancellationToken);
    }

    private static string Two()
    {
        var one = EduVDoorTests.Message();
        var begin = one.IndexOf("{ \"id\": \"s-1\"", StringComparison.Ordinal);
        var end = one.LastIndexOf(']');
        var statement = one[begin..end].TrimEnd();
        return one[..end] + ", " + statement.Replace("s-1", "s-2", StringComparison.Ordinal).Replace("lln-1", "lln-2", StringComparison.Ordinal) + one[end..];
    }
}
