using Dashboard.Schools.Rights;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.SystemTests.Rights;

/// <summary>What is past its term goes, what is not stays, and the run says what it took. Today is 25 November 2026.</summary>
public sealed class RetentionTests(RealParts parts)
{
    private static readonly DateTimeOffset Today = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_kind_goes_when_its_term_is_over_and_not_before()
    {
        await using var database = await Filled();
        await using var store = database.Open();
        var retention = Make(store, database);

        var reports = new List<string>();
        await foreach (var (school, report) in retention.Run(CancellationToken.None)) reports.Add(school + " " + report);

        Assert.Equal("een", Assert.Single(reports).Split(' ')[0]);
        foreach (var (table, left) in new[]
        {
            ("work", "done-new, parked-new, open-old"), ("result", "2025, 2026"), ("signal", "2025, 2026"), ("goal_state", "2025, 2026"), ("track", "2025, 2026"), ("mark", "2025, 2026"), ("follow_up", "2025, 2026"),
            ("launch", "new"), ("pupil", "here, left-lately"),
        })
            Assert.Equal((table, left), (table, await Left(database, table)));
        Assert.Equal("1", (await database.Query("select count(*) from retention_run where school_id = 1"))[0][0]);
        reports.Clear();
        await foreach (var (school, report) in retention.Run(CancellationToken.None)) reports.Add(school + " " + report);
        Assert.Empty(reports); // a second run finds nothing
    }

    [Fact]
    public async Task A_school_may_choose_a_shorter_term_and_never_a_longer_one()
    {
        await using var database = await Filled();
        await using var store = database.Open();
        var retention = Make(store, database);
        var admin = new Dashboard.Schools.People.Person(1, 1, Guid.Empty, "Beheer", Role.Administrator, false);

        Assert.False(await retention.Shorten(admin, RetentionKind.LedgerPayloads, 31, CancellationToken.None));
        Assert.False(await retention.Shorten(admin, RetentionKind.AuditTrail, 5, CancellationToken.None));
        Assert.True(await retention.Shorten(admin, RetentionKind.LedgerPayloads, 3, CancellationToken.None));
        await foreach (var _ in retention.Run(CancellationToken.None)) { }
        Assert.Equal("parked-new, open-old", await Left(database, "work"));
    }

    private static Retention Make(Database store, TestDatabase database)
    {
        var clock = new Fixed();
        return new Retention(store, new Dashboard.Schools.Rights.Rights(store, new PartPayload(database.Keys), clock), clock);
    }

    private static async Task<string> Left(TestDatabase database, string table) => string.Join(", ", (await database.Query($"select {table switch
    {
        "work" => "error", "launch" => "target", "pupil" => "case when left_on is null then 'here' else 'left-lately' end", "mark" or "follow_up" => "extract(year from at)::text", _ => "school_year::text",
    }} from {table} where school_id = 1 order by {(table == "work" ? "work_id" : "1")}")).Select(r => r[0]));

    private async Task<TestDatabase> Filled()
    {
        var database = await parts.NewDatabase();
        await database.Migrate();
        await database.Execute("""
            insert into school (school_id, key, name) overriding system value values (1, 'een', 'Een');
            insert into publisher (publisher_id, key, name) overriding system value values (1, 'p', 'P');
            insert into tool (tool_id, publisher_id, key, name, profile) overriding system value values (1, 1, 't', 'T', '{}');
            insert into pupil (school_id, pupil_id, key, left_on) overriding system value values (1, 1, gen_random_uuid(), null), (1, 2, gen_random_uuid(), '2024-10-01'), (1, 3, gen_random_uuid(), '2025-07-01');
            insert into work (school_id, kind, state, school_year, created_at, error, payload)
              select 1, 50, s, 2026, d::timestamptz, e, '' from (values (3, '2026-11-20', 'done-new'), (3, '2026-10-20', 'done-old'), (9, '2026-11-20', 'parked-new'), (9, '2026-11-01', 'parked-old'), (0, '2026-09-01', 'open-old')) v(s, d, e);
            insert into result (school_id, school_year, result_key, pupil_id, tool_id, method_goal_id, taken_at, sequence, ledger, content_hash, origin, meaning, status, is_primary, result_id, part, score_type)
              select 1, y, gen_random_uuid(), 1, 1, 0, make_date(y, 10, 1), 0, 1, 1, 0, 0, 0, true, 'r' || y, '', 's' from (values (2024), (2025), (2026)) v(y);
            insert into signal (school_id, signal_id, school_year, pupil_id, tool_id, method_goal_id, kind, provenance, state, raised_at, changed_at, event_key, rule, rule_version, evidence)
              select 1, gen_random_uuid(), y, 1, 1, 1, 1, 1, 0, make_date(y, 10, 1), now(), gen_random_uuid(), 'r', '1', '{}' from (values (2024), (2025), (2026)) v(y);
            insert into track (school_id, school_year, pupil_id, tool_id, domain) select 1, y, 1, 1, 'r' from (values (2024), (2025), (2026)) v(y);
            insert into goal_state (school_id, school_year, pupil_id, method_goal_id, n, wrong, a, b, streak, rating_exercises, rating_items, good_exercises, flags, first_at, last_at, exercises, items, correct, seconds, explanation_seconds)
              select 1, y, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, now(), now(), 0, 0, 0, 0, 0 from (values (2024), (2025), (2026)) v(y);
            insert into mark (school_id, mark_id, kind, pupil_id, goal_id, staff_id, at) select 1, gen_random_uuid(), 0, 1, 1, 1, make_date(y, 10, 1) from (values (2024), (2025), (2026)) v(y);
            insert into follow_up (school_id, follow_up_id, kind, topic, topic_name, method_goals, staff_id, at, starts_on, evaluate_on) select 1, gen_random_uuid(), 0, 't', 't', '{}', 1, make_date(y, 10, 1), make_date(y, 10, 1), make_date(y, 10, 9) from (values (2024), (2025), (2026)) v(y);
            insert into launch (school_id, jti, tool_id, staff_id, target, created_at, expires_at) values (1, gen_random_uuid(), 1, 1, 'old', '2026-11-20', '2026-11-20'), (1, gen_random_uuid(), 1, 1, 'new', '2026-11-25', '2026-11-25')
            """);
        return database;
    }

    private sealed class Fixed : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Today;
    }
}
