using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.Web.Pages.SignalQuality;
using static Dashboard.SystemTests.Signalling.Classroom;

namespace Dashboard.SystemTests.Signalling;

/// <summary>
/// What Vera and her duo partner answer to a signal, and what each of them sees then. Pupil 1 is Maaike, pupil 2 Daan. November 2026, region midden.
/// </summary>
public sealed class StoryOfAnswers(RealParts parts)
{
    [Fact, Trait("Requirement", "NU-15")]
    public async Task Later_is_veras_own_and_on_its_day_the_signal_is_back()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.On("2026-11-20").Stuck(1, Muiswerk); // a Friday
        await room.Answer(Vera, ReactionKind.Later, 1, Muiswerk);
        Assert.Equal(("later", "open"), (await room.Sees(Vera, 1), await room.Sees(Duo, 1)));
        Assert.Equal("later", await room.On("2026-11-22").Sees(Vera, 1)); // Sunday: later is the next school day
        Assert.Equal("open", await room.On("2026-11-23").Sees(Vera, 1));
    }

    [Fact]
    public async Task A_new_date_takes_the_place_of_the_old_and_the_same_twice_changes_nothing()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.Stuck(1, Muiswerk);
        var first = await room.Answer(Vera, ReactionKind.Later, 1, Muiswerk, new DateOnly(2026, 11, 19));
        Assert.Equal(first, await room.Answer(Vera, ReactionKind.Later, 1, Muiswerk, new DateOnly(2026, 11, 19)));
        await room.Answer(Vera, ReactionKind.Later, 1, Muiswerk, new DateOnly(2026, 11, 25));
        Assert.Equal("later", await room.On("2026-11-20").Sees(Vera, 1));
        Assert.Equal("1|1", string.Join('|', (await room.Query("select count(*) filter (where undone_at is null), count(*) filter (where undone_at is not null) from reaction"))[0])); // history is kept
    }

    [Fact]
    public async Task Klopt_niet_is_veras_opinion_she_may_take_it_back_and_her_duo_may_not()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.Stuck(1, Muiswerk);
        var wrong = await room.Answer(Vera, ReactionKind.Wrong, 1, Muiswerk);
        Assert.Equal(("wrong", "open"), (await room.Sees(Vera, 1), await room.Sees(Duo, 1)));
        Assert.Equal(0, await room.Undo(Duo, wrong));
        Assert.Equal(1, await room.Undo(Vera, wrong));
        Assert.Equal(0, await room.Undo(Vera, wrong)); // only once
        Assert.Equal("open", await room.Sees(Vera, 1));
    }

    [Fact]
    public async Task Handled_counts_for_both_and_both_may_take_it_back_for_thirty_days()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.Stuck(1, Muiswerk);
        var handled = await room.Answer(Vera, ReactionKind.Handled, 1, Muiswerk);
        Assert.Equal(("cleared", "cleared"), (await room.Sees(Vera, 1), await room.Sees(Duo, 1)));
        Assert.Equal(0, await room.On("2026-12-17").Undo(Duo, handled)); // 31 days later
        Assert.Equal(1, await room.On("2026-11-30").Undo(Duo, handled));
        Assert.Equal("open", await room.Sees(Vera, 1));
        Assert.Equal(["signal-handled", "signal-handled-undone"], (await room.Query("select action from audit order by audit_id")).Select(r => r[0]));
    }

    [Fact]
    public async Task Handled_and_still_failing_a_week_later_it_comes_back_and_can_be_handled_again()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.Stuck(1, Muiswerk);
        await room.On("2026-11-17").Answer(Vera, ReactionKind.Handled, 1, Muiswerk);
        Assert.Equal("", await room.On("2026-11-20").StillStuck(1, Muiswerk, items: 20, correct: 4));
        Assert.Equal("cleared", await room.Sees(Vera, 1));
        Assert.Equal("pushed: Again", await room.On("2026-11-24").StillStuck(1, Muiswerk, items: 24, correct: 5));
        Assert.Equal("open", await room.Sees(Vera, 1));
        await room.Answer(Duo, ReactionKind.Handled, 1, Muiswerk);
        Assert.Equal("cleared", await room.Sees(Vera, 1));
    }

    [Fact]
    public async Task Stuck_again_after_it_got_better_is_a_new_episode_and_the_old_one_stays_in_history()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.Stuck(1, Muiswerk);
        await room.Better(1, Muiswerk);
        await room.On("2026-11-25").Stuck(1, Muiswerk, items: 30, correct: 8);
        Assert.Equal("cleared, open", await room.Sees(Vera, 1));
    }

    [Fact]
    public async Task While_a_follow_up_runs_it_is_aside_for_everyone_and_on_its_day_it_returns_once()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.Stuck(1, Muiswerk);
        await room.Stuck(2, Muiswerk);
        await room.Execute("""
            insert into follow_up (school_id, follow_up_id, kind, topic, topic_name, method_goals, staff_id, at, starts_on, evaluate_on)
              values (1, '00000000-0000-0000-0000-0000000000f1', 0, 'klok', 'klokkijken', '{11}', 1, '2026-11-17 09:00Z', '2026-11-17', '2026-12-01');
            insert into follow_up_pupil values (1, '00000000-0000-0000-0000-0000000000f1', 1);
            insert into signal_quiet values (1, '00000000-0000-0000-0000-0000000000f1', 1, 11, '2026-11-17', '2026-12-01', now())
            """);
        Assert.Equal(("later", "later", "open"), (await room.On("2026-11-18").Sees(Vera, 1), await room.Sees(Duo, 1), await room.Sees(Vera, 2)));
        Assert.Empty(await room.On("2026-11-30").Returns.PutBack(CancellationToken.None));
        Assert.Equal("open", await room.On("2026-12-01").Sees(Vera, 1));
        var told = await room.Returns.PutBack(CancellationToken.None);
        Assert.Equal("groep-5", told.Single().Groups.Single().Group);
        Assert.Equal($"{(int)NoticeKind.Pushed}|{(int)NoticeReason.Returned}", string.Join('|', (await room.Query("select kind, reason from notice where on_day = '2026-12-01'")).Single()));
        Assert.Empty(await room.Returns.PutBack(CancellationToken.None)); // said once
    }

    [Fact, Trait("Requirement", "SI-24")]
    public async Task The_school_reads_how_often_a_rule_was_wrong_per_rule_version_and_tool_of_its_own_signals()
    {
        await using var room = await Classroom.Open(parts, 30);
        await room.Stuck(1, Muiswerk);
        await room.Stuck(2, Muiswerk);
        await room.Stuck(3, Elsewhere);
        await room.Execute("insert into signal select 2, gen_random_uuid(), school_year, pupil_id, tool_id, method_goal_id, kind, provenance, state, raised_at, ended_at, end_reason, changed_at, event_key, rule, rule_version, evidence from signal"); // another school
        await room.Answer(Vera, ReactionKind.Seen, 1, Muiswerk);
        await room.Answer(Vera, ReactionKind.Wrong, 2, Muiswerk);
        await room.Answer(Duo, ReactionKind.Wrong, 2, Muiswerk); // two opinions on one signal count once
        await room.Undo(Vera, await room.Answer(Vera, ReactionKind.Wrong, 3, Elsewhere));
        await using var session = await room.Store.Begin(DatabaseRole.Web, Scope.School(Classroom.School));
        var counts = await QualityQuery.Read(session.Tables, Classroom.School, 2026, CancellationToken.None);
        Assert.Equal([new RuleCount(1, "stuck-answers", "1.0", 2, 2, 1), new RuleCount(2, "stuck-answers", "1.0", 1, 0, 0)], counts.OrderBy(c => c.ToolId));
        Assert.All(counts, c => Assert.True(c.IsSmall));
    }
}
