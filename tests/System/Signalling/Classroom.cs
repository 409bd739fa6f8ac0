using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.Web.Recording;
using Dashboard.Web.Signals;
using Dashboard.Web.States;

namespace Dashboard.SystemTests.Signalling;

/// <summary>One group of a school in a real database, on any day: signals are put in, and what is told is read from the log.</summary>
internal sealed class Classroom : IAsyncDisposable
{
    public const int School = 1, Group = 1, Muiswerk = 11, Elsewhere = 12, Tables = 13;
    private readonly TestDatabase _database;
    private readonly Clock _clock = new();
    private int _signals;

    private Classroom(TestDatabase database)
    {
        (_database, Store) = (database, database.Open());
        Notices = new Notices(new SchoolCalendars(Store, _clock));
        Returns = new Returns(Store, Notices, _clock);
        Answers = new Reactions(_clock);
    }

    public Database Store { get; }
    public Notices Notices { get; }
    public Returns Returns { get; }
    public Reactions Answers { get; }
    public static readonly Person Vera = new(School, 1, new Guid(1, 0, 0, new byte[8]), "Juf Vera", Role.Teacher, false), Duo = new(School, 2, new Guid(2, 0, 0, new byte[8]), "Meester Duo", Role.Teacher, false);
    public DateTimeOffset Now => _clock.Now;
    public TimeProvider Time => _clock;

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);
        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Pupils 1 to <paramref name="size"/>; goals 11 (Muiswerk) and 12 (another tool) are linked to one learning goal, 13 to none.</summary>
    public static async Task<Classroom> Open(RealParts parts, int size)
    {
        var database = await parts.NewDatabase();
        await database.Migrate();
        await database.Execute($"""
            insert into school (school_id, key, name) overriding system value values (1, 's', 'School'), (2, 't', 'Andere school');
            insert into publisher (publisher_id, key, name) overriding system value values (1, 'p', 'P');
            insert into tool (tool_id, publisher_id, key, name, profile) overriding system value values (1, 1, 'muiswerk', 'Muiswerk', '{"{}"}'), (2, 1, 'numo', 'Numo', '{"{}"}');
            insert into method_goal (method_goal_id, tool_id, code, title, domain, described) overriding system value values (11, 1, 'KLOK', 'Klok', 'r', true), (12, 2, 'klok', 'Klok', 'r', true), (13, 1, 'TAFEL', 'Tafels', 'r', true);
            insert into goal_set (goal_set_id, key, title, status) overriding system value values (1, 'g', 'G', 'x');
            insert into goal_set_release (release_id, goal_set_id, version, imported_at) overriding system value values (1, 1, '1', now());
            insert into goal (goal_id, release_id, key, uri, kind, title, subject, position, content_hash) overriding system value values (1, 1, '00000000-0000-7000-8000-000000000001', 'u', 3, 'Klokkijken', 'rekenen', 1, '');
            insert into goal_link (method_goal_id, goal_id, relation, role, status, author, created_at) values (11, 1, 0, 0, 2, 'x', now()), (12, 1, 0, 0, 2, 'x', now());
            insert into school_group (school_id, group_id, key, las_key, name, year_group, school_year) overriding system value values (1, 1, 'groep-5', 'g5', 'Groep 5', '5', 2026);
            insert into staff (school_id, staff_id, key, user_name, display_name, role) overriding system value values (1, 1, gen_random_uuid(), 'vera', 'Juf Vera', 0), (1, 2, gen_random_uuid(), 'duo', 'Meester Duo', 0);
            insert into pupil (school_id, pupil_id, key) overriding system value select 1, n, gen_random_uuid() from generate_series(1, {size}) n;
            insert into membership (school_id, group_id, pupil_id) select 1, 1, n from generate_series(1, {size}) n
            """);
        return new Classroom(database);
    }

    public Classroom On(string day)
    {
        _clock.Now = SchoolTime.FromLocal(DateTime.ParseExact(day + " 10:00", "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>A signal "loopt vast" is raised and told, as the fold does it.</summary>
    /// <returns>"pushed", "capped: Budget", … as the log has it.</returns>
    public async Task<string> Stuck(int pupil, int goal, int items = 8, int correct = 2)
    {
        var id = new Guid(++_signals, 0, 0, new byte[8]);
        await _database.Execute($"""
            insert into signal (school_id, signal_id, school_year, pupil_id, tool_id, method_goal_id, kind, provenance, state, raised_at, changed_at, event_key, rule, rule_version, evidence)
            values (1, '{id}', 2026, {pupil}, {(goal == Elsewhere ? 2 : 1)}, {goal}, 1, 1, 0, '{Now:O}', '{Now:O}', '{id}', 'stuck-answers', '1.0', '{"{}"}')
            """);
        await Tell(Candidate(pupil, goal, id, Occasion.New, items, correct));
        return await Said(id);
    }

    /// <summary>The newest signal stands, and there was more practice.</summary>
    public async Task<string> StillStuck(int pupil, int goal, int items, int correct, float risk = 0.8f)
    {
        var id = Guid.Parse((await Query($"select signal_id from signal where pupil_id = {pupil} and method_goal_id = {goal} order by raised_at desc limit 1"))[0][0]);
        await Tell(Candidate(pupil, goal, id, Occasion.Again, items, correct) with { Risk = risk });
        return await Said(id);
    }

    public Task Better(int pupil, int goal) => _database.Execute($"update signal set state = 1, ended_at = '{Now:O}' where pupil_id = {pupil} and method_goal_id = {goal}");

    /// <summary>A teacher answers to every signal of a pupil on a goal.</summary>
    /// <returns>The answers.</returns>
    public async Task<Guid[]> Answer(Person person, ReactionKind kind, int pupil, int goal, DateOnly? until = null)
    {
        await using var session = await Store.Begin(DatabaseRole.Web, Scope.School(School));
        var signals = (await Query($"select signal_id from signal where pupil_id = {pupil} and method_goal_id = {goal} and state = 0")).Select(r => Guid.Parse(r[0])).ToArray();
        var answers = await Answers.Add(session, person, kind, signals, until, CancellationToken.None);
        await session.Commit();
        return [.. answers.Select(a => a.ReactionId)];
    }

    /// <returns>How many answers were taken back.</returns>
    public async Task<int> Undo(Person person, params Guid[] answers)
    {
        await using var session = await Store.Begin(DatabaseRole.Web, Scope.School(School));
        var undone = await Answers.Undo(session, person, answers, [.. Enumerable.Range(1, 30)], CancellationToken.None);
        await session.Commit();
        return undone.Count;
    }

    /// <summary>What a teacher sees of a pupil's signals today: "open", "aside", "cleared", with the words of the API.</summary>
    public async Task<string> Sees(Person person, int pupil)
    {
        await using var session = await Store.Begin(DatabaseRole.Web, Scope.School(School));
        var followUps = await session.Tables.FollowUpsOf(School, [pupil], SchoolTime.Day(Now), CancellationToken.None);
        var signals = await session.Tables.SignalsOf(School, Group, [pupil], Now.AddDays(-84), person.StaffId, followUps, CancellationToken.None);
        return string.Join(", ", signals.OrderBy(s => s.RaisedAt).Select(s => Of(s, SchoolTime.Day(Now))));
        static string Of(SignalFacts s, DateOnly today) => s.State != SignalState.Raised ? s.State.ToString().ToLowerInvariant() : s.Handled is not null ? "cleared" : s.Wrong is not null ? "wrong" : s.IsAside(today) ? "later" : "open";
    }

    public Task<List<string[]>> Query(string sql) => _database.Query(sql);
    public Task Execute(string sql) => _database.Execute(sql);

    public async Task Tell(params Candidate[] candidates)
    {
        await using var session = await Store.Begin(DatabaseRole.Signalling, Scope.School(School));
        await Notices.Tell(session, candidates, Now, CancellationToken.None);
        await session.Commit();
    }

    public Candidate Candidate(int pupil, int goal, Guid id, Occasion occasion, int items, int correct) =>
        new(School, pupil, id, goal, SignalKind.Stuck, Provenance.Derived, occasion == Occasion.New ? Now : Now.AddDays(-10))
        { Occasion = occasion, Items = items, Correct = correct, Risk = 0.8f, From = Now.AddDays(-20) };

    private async Task<string> Said(Guid id)
    {
        var rows = await Query($"select kind, reason from notice where signal_id = '{id}' and on_day = '{SchoolTime.Day(Now):yyyy-MM-dd}'");
        if (rows is not [var row]) return "";
        var (kind, reason) = ((NoticeKind)int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), (NoticeReason)int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture));
        return kind.ToString().ToLowerInvariant() + (reason == NoticeReason.None ? "" : ": " + reason);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
