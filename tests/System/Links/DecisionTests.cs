using Dashboard.Mapping.Links;
using Dashboard.Mapping.Links.Files;
using Dashboard.Mapping.Proposals;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.Journey;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.SystemTests.Links;

/// <summary>What people decide about links, on the real database.</summary>
public sealed class DecisionTests(RealParts parts)
{
    private static readonly Dashboard.Mapping.Links.Links Links = new(TimeProvider.System);

    private static async Task<LinkStage> Ready(RealParts parts)
    {
        var stage = await LinkStage.Set(parts);
        await stage.Put("rekentuin-demo", "rekentuin", new { version = "t", goals = new[] { new { code = "rekentuin-klok", title = "Klokkijken: hele uren", domain = "Tijd", level = "groep 5", links = Array.Empty<object>() } } });
        return stage;
    }

    private static async Task<LinkDecision> Narrow(LinkStage stage, LinkStatus status = LinkStatus.Approved, bool own = false) => new(
        await stage.MethodGoal("rekentuin-klok"), await stage.Goal("VG-TIJD-HEEL"), own, status, LinkRelation.Narrow, LinkRole.Practise, 1, 2, ["analoge klok"], "alleen wijzers");

    private static async Task<LinkOutcome> Decide(LinkStage stage, string user, LinkDecision decision)
    {
        var person = await stage.Staff(user);
        await using var session = await stage.Database.Begin(DatabaseRole.Web, Scope.School(person.School));
        var outcome = await Links.Decide(session, person, decision, default);
        await session.Commit();
        return outcome;
    }

    [Fact]
    [Trait("Requirement", "LD-17")]
    public async Task A_decision_rewrites_no_result_and_no_signal_and_is_audited_with_who_what_and_why()
    {
        await using var stage = await Ready(parts);
        var publisher = await TestPublisher.SignIn(stage.Host, "rekentuin-demo");
        var at = TimeProvider.System.GetUtcNow().AddHours(-3);
        await publisher.Counts(await publisher.Send("rekentuin-klok", [.. Enumerable.Range(0, 12).Select(i => new Attempt($"r{i}", "lln-maaike", 1, 8, at.AddMinutes(i)))]));
        await stage.Stage.Quiet();
        const string versions = "select string_agg(k || x, ',' order by k) from (select result_key::text k, xmin::text x from result union all select signal_id::text, xmin::text from signal union all select 'state' || pupil_id || '-' || method_goal_id, xmin::text from goal_state union all select 'track' || pupil_id || domain, xmin::text from track) t";
        var (everything, rows, work) = (await stage.Stage.Everything(), await stage.Stage.Database.Query(versions), await stage.Stage.Count("select coalesce(max(work_id), 0) from work"));

        var outcome = await Decide(stage, "curator", await Narrow(stage));
        await stage.Stage.Quiet();

        Assert.NotNull(outcome.Change);
        Assert.NotEmpty(rows[0][0]);
        Assert.Equal(rows, await stage.Stage.Database.Query(versions));
        Assert.Equal(everything, await stage.Stage.Everything());
        Assert.Equal(work, await stage.Stage.Count("select coalesce(max(work_id), 0) from work"));
        Assert.Equal(["VG-TIJD-HEEL Narrow Approved 1/2 analoge klok all"], await stage.LinksOf("rekentuin-klok"));
        var curator = (await stage.Staff("curator")).Key.ToString();
        Assert.Equal([[curator, "link-approved", "alleen wijzers"]], await stage.Stage.Database.Query("select actor, action, detail->>'reason' from audit where action like 'link-%'"));
        Assert.Equal([[curator, "alleen wijzers", "", "true"]], await stage.Stage.Database.Query($"select actor, reason, coalesce(before::text, ''), (after->>'status' = 'Approved')::text from link_change where change_id = {outcome.Change}"));
    }

    [Fact]
    public async Task The_same_decision_again_changes_nothing_and_undo_brings_back_what_was()
    {
        await using var stage = await Ready(parts);
        var first = await Decide(stage, "curator", await Narrow(stage));
        Assert.Null((await Decide(stage, "curator", await Narrow(stage))).Change);
        var second = await Decide(stage, "curator", await Narrow(stage, LinkStatus.Rejected) with { Seen = first.Change });
        Assert.Equal("changed-meanwhile", (await Decide(stage, "curator", await Narrow(stage) with { Seen = first.Change })).Problems.Single().Rule);

        var curator = await stage.Staff("curator");
        await using var session = await stage.Database.Begin(DatabaseRole.Web, Scope.School(curator.School));
        Assert.Equal("changed-meanwhile", (await Links.Undo(session, curator, first.Change!.Value, default)).Problems.Single().Rule);
        var undone = await Links.Undo(session, curator, second.Change!.Value, default);
        await session.Commit();
        Assert.Equal(["VG-TIJD-HEEL Narrow Approved 1/2 analoge klok all"], await stage.LinksOf("rekentuin-klok"));
        await using var last = await stage.Database.Begin(DatabaseRole.Web, Scope.School(curator.School));
        await Links.Undo(last, curator, undone.Change!.Value, default);
        await last.Commit();
        Assert.Equal(["VG-TIJD-HEEL Narrow Rejected 1/2 analoge klok all"], await stage.LinksOf("rekentuin-klok"));
    }

    [Fact]
    [Trait("Requirement", "LD-12")]
    public async Task A_school_overrides_for_itself_and_nobody_else_decides()
    {
        await using var stage = await Ready(parts);
        await Decide(stage, "curator", await Narrow(stage));

        Assert.Equal("not-yours", (await Decide(stage, "beheer", await Narrow(stage, LinkStatus.Rejected))).Problems.Single().Rule);
        foreach (var user in (string[])["vera", "ib", "bestuur", "uitgever", "operator"]) Assert.Equal("not-yours", (await Decide(stage, user, await Narrow(stage, own: true))).Problems.Single().Rule);
        Assert.NotNull((await Decide(stage, "beheer", await Narrow(stage, LinkStatus.Rejected, own: true))).Change);

        var school = (await stage.Staff("beheer")).School;
        Assert.Equal(["VG-TIJD-HEEL Narrow Rejected 1/2 analoge klok " + school, "VG-TIJD-HEEL Narrow Approved 1/2 analoge klok all"], await stage.LinksOf("rekentuin-klok"));
    }

    [Fact]
    [Trait("Requirement", "LD-29")]
    public async Task Suggestions_are_ranked_and_nothing_becomes_a_link_without_a_person()
    {
        await using var stage = await Ready(parts);
        var before = await stage.Stage.Count("select count(*) from goal_link");
        await using var session = await stage.Database.Begin(DatabaseRole.Web, Scope.School((await stage.Staff("curator")).School));
        var method = await session.Tables.MethodGoals.SingleAsync(m => m.Code == "rekentuin-klok");

        var found = await new Proposals().For(session.Tables, method, 1, 5, default);
        await session.Commit();

        Assert.Equal(await stage.Goal("VG-TIJD-HEEL"), found[0].GoalId);
        Assert.Contains("uren", found[0].Words);
        Assert.True(found[0] is { Domain: true, Level: true });
        Assert.Equal(before, await stage.Stage.Count("select count(*) from goal_link"));
        Assert.Equal(0, await stage.Stage.Count($"select count(*) from goal_link where method_goal_id = {method.MethodGoalId}"));
    }

    [Fact]
    public async Task What_is_exported_edited_and_put_back_is_the_same_and_one_bad_row_stops_all()
    {
        await using var stage = await Ready(parts);
        await Decide(stage, "curator", await Narrow(stage));
        var curator = await stage.Staff("curator");
        async Task<(LinkFileReport Report, string Csv)> Round(Func<string, string> edit, bool json = false)
        {
            await using var session = await stage.Database.Begin(DatabaseRole.Web, Scope.School(curator.School));
            var rows = await LinkFiles.Export(session, curator, default);
            var report = await new LinkFiles(TimeProvider.System).Import(session, curator, edit(json ? LinkFile.ToJson(rows) : LinkFile.ToCsv(rows)), default);
            if (report.Problems.Count == 0) await session.Commit();
            await using var after = await stage.Database.Begin(DatabaseRole.Web, Scope.School(curator.School));
            return (report, LinkFile.ToCsv(await LinkFiles.Export(after, curator, default)));
        }

        var (same, first) = await Round(text => text);
        Assert.Equal((0, true), (same.Changed, same.Unchanged > 0));
        Assert.Equal(0, (await Round(text => text, json: true)).Report.Changed);
        var (edited, second) = await Round(text => text.Replace(",narrow,1,2,analoge klok,practise,approved,alleen wijzers,", ",close,,,,assess,rejected,toch niet,", StringComparison.Ordinal));
        Assert.Equal(1, edited.Changed);
        Assert.Contains(",close,,,,assess,rejected,toch niet,", second, StringComparison.Ordinal);
        Assert.Equal(0, (await Round(text => text)).Report.Changed);
        var (bad, third) = await Round(text => text.Replace(",assess,rejected,toch niet,", ",assess,misschien,toch wel,", StringComparison.Ordinal) + "rekentuin,nergens,,urn:x,,,,narrow,x,,,practise,approved,reden,,,\r\n");
        Assert.Equal(second, third);
        Assert.Equal(0, bad.Changed);
        var last = second.Count(c => c == '\n') + 1;
        Assert.Equal([$"{last} code code-unknown", $"{last} goal goal-unknown", $"{last} parts number-unknown"], bad.Problems.Where(p => p.Row == last).Select(p => $"{p.Row} {p.Field} {p.Rule}"));
        Assert.Equal(["status status-unknown"], bad.Problems.Where(p => p.Row != last).Select(p => $"{p.Field} {p.Rule}"));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task The_counts_per_method_goal_are_those_of_the_results_whatever_comes_in()
    {
        await using var stage = await Ready(parts);
        var publisher = await TestPublisher.SignIn(stage.Host, "rekentuin-demo");
        var at = TimeProvider.System.GetUtcNow().AddHours(-5);
        Attempt[] first = [.. Enumerable.Range(0, 9).Select(i => new Attempt($"r{i}", i % 2 == 0 ? "lln-maaike" : "lln-sander", 3, 8, at.AddMinutes(i)))];
        const string counted = "select tool_id, method_goal_id, results from method_goal_use where results <> 0 order by 1, 2";
        const string scanned = "select tool_id, g, count(*) from result cross join lateral unnest(array_append(other_goals, method_goal_id)) g where is_primary and status <> 2 and part <> '*' group by 1, 2 order by 1, 2";
        async Task Same(int results)
        {
            await stage.Stage.Quiet();
            Assert.Equal(await stage.Stage.Database.Query(scanned), await stage.Stage.Database.Query(counted));
            Assert.Equal(results, await stage.Stage.Count("select coalesce(sum(results), 0) from method_goal_use"));
        }

        await publisher.Counts(await publisher.Send("rekentuin-klok", first));
        await Same(9);
        await publisher.Counts(await publisher.Send("rekentuin-klok", first));
        await Same(9);
        await publisher.Counts(await publisher.Send("rekentuin-anders", [first[0] with { Correct = 5, Modified = at.AddHours(1) }]));
        await Same(9);
        await publisher.Counts(await publisher.Send("rekentuin-klok", [first[1] with { Cancelled = true, Modified = at.AddHours(1) }, first[2] with { Cancelled = true, Modified = at.AddHours(1) }]));
        await Same(7);
        await stage.Stage.Database.Execute("delete from result where result_id = 'r3'"); // as an erasure does
        await Same(6);
    }
}
