using static Dashboard.SystemTests.Signalling.Classroom;

namespace Dashboard.SystemTests.Signalling;

/// <summary>The notice rules over the real log: what was told before is read back as it was written.</summary>
public sealed class NoticeTests(RealParts parts)
{
    [Fact, Trait("Requirement", "SI-24")]
    public async Task Three_a_day_and_the_next_day_three_again()
    {
        await using var room = await Classroom.Open(parts, 20);
        Assert.Equal(["pushed", "pushed", "pushed", "capped: Budget"], [await room.Stuck(1, Tables), await room.Stuck(2, Tables), await room.Stuck(3, Muiswerk), await room.Stuck(4, Tables)]);
        Assert.Equal("pushed", await room.On("2026-11-17").Stuck(5, Tables));
        Assert.Equal("2026-11-17|8|2", string.Join('|', (await room.Query("select on_day, items, correct from notice order by at desc limit 1"))[0]));
    }

    [Fact, Trait("Requirement", "SI-24")]
    public async Task Two_tools_at_the_same_moment_do_not_push_a_fourth()
    {
        await using var room = await Classroom.Open(parts, 20);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(p => room.Stuck(p, p % 2 == 0 ? Tables : Elsewhere)));
        Assert.Equal("3", (await room.Query("select count(*) from notice where kind = 0"))[0][0]);
        Assert.Equal("3", (await room.Query("select count(*) from notice where kind = 1 and reason = 1"))[0][0]);
    }

    [Fact]
    public async Task A_second_time_within_five_school_days_is_silent_and_later_it_takes_new_practice()
    {
        await using var room = await Classroom.Open(parts, 20);
        Assert.Equal("pushed", await room.Stuck(1, Muiswerk));
        await room.Better(1, Muiswerk);
        Assert.Equal("silent: CoolDown", await room.On("2026-11-18").Stuck(1, Muiswerk, items: 20, correct: 5));
        Assert.Equal("", await room.On("2026-11-23").StillStuck(1, Muiswerk, items: 11, correct: 3));
        Assert.Equal("", await room.StillStuck(1, Muiswerk, items: 20, correct: 13, risk: 0.65f)); // the risk fell by more than a tenth
        Assert.Equal("pushed: Again", await room.StillStuck(1, Muiswerk, items: 20, correct: 5));
        await room.Execute("insert into study_day values (1, '2026-11-25', 'studiedag')");
        await room.Better(1, Muiswerk);
        Assert.Equal("silent: CoolDown", await room.On("2026-11-30").Stuck(1, Muiswerk, items: 40, correct: 9)); // four school days: the 25th is free
    }

    [Fact, Trait("Requirement", "SI-30")]
    public async Task A_goal_above_what_the_teacher_aims_at_is_not_pushed()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.Execute("update method_goal set level = 'plus' where method_goal_id = 13");
        await room.Execute($"""
            insert into target_level (school_id, pupil_id, domain, valid_from, level, staff_id) values
              (1, 1, 'r', '2026-09-01', 0, 1), (1, 2, 'r', '2026-09-01', 0, 1), (1, 2, 'r', '2026-10-01', 2, 1), (1, 3, 'r', '2026-09-01', 0, 1), (1, 3, 'r', '2026-10-01', null, 1), (1, 4, 'taal', '2026-09-01', 0, 1)
            """);
        Assert.Equal("silent: AboveTarget", await room.Stuck(1, Tables));
        Assert.Equal("pushed", await room.Stuck(2, Tables)); // raised to plus since
        Assert.Equal("pushed", await room.Stuck(3, Tables)); // taken back
        Assert.Equal("pushed", await room.On("2026-11-17").Stuck(4, Tables)); // of another domain
        Assert.Equal("pushed", await room.Stuck(1, Muiswerk)); // a goal without a level
    }

    [Fact, Trait("Requirement", "SI-16")]
    public async Task A_third_of_the_group_on_one_goal_in_two_tools_is_one_notice()
    {
        await using var room = await Classroom.Open(parts, 9);
        Assert.Equal(["pushed", "pushed"], [await room.Stuck(1, Muiswerk), await room.Stuck(2, Elsewhere)]);
        Assert.Equal("silent: GroupSignal", await room.Stuck(3, Muiswerk));
        Assert.Equal("silent: GroupSignal", await room.Stuck(4, Elsewhere));
        Assert.Equal("00000000-0000-7000-8000-000000000001|0|3|9", string.Join('|', (await room.Query("select topic, kind, pupils, size from group_notice"))[0]));
        Assert.Equal("capped: Budget", await room.Stuck(5, Tables)); // the group's notice took the third place
    }

    [Fact]
    public async Task The_schools_own_link_decides_what_one_goal_is()
    {
        await using var room = await Classroom.Open(parts, 9);
        await room.Execute("insert into goal_link (method_goal_id, goal_id, school_id, relation, role, status, author, created_at) values (12, 1, 1, 0, 0, 3, 'school', now())"); // this school rejects it
        Assert.Equal(["pushed", "pushed", "pushed"], [await room.Stuck(1, Muiswerk), await room.Stuck(2, Elsewhere), await room.Stuck(3, Muiswerk)]);
        Assert.Empty(await room.Query("select 1 from group_notice"));
    }

    [Fact]
    public async Task An_answer_and_a_running_follow_up_keep_it_silent()
    {
        await using var room = await Classroom.Open(parts, 20);
        await room.Stuck(1, Muiswerk);
        await room.Stuck(2, Muiswerk);
        await room.Execute($"insert into reaction (school_id, reaction_id, signal_id, staff_id, kind, at) select 1, gen_random_uuid(), signal_id, 1, 3, '{room.On("2026-11-18").Now:O}' from signal where pupil_id = 1");
        await room.Execute("insert into signal_quiet values (1, gen_random_uuid(), 2, 11, '2026-11-17', '2026-12-01', now())");
        Assert.Equal("", await room.On("2026-11-24").StillStuck(1, Muiswerk, items: 30, correct: 5));
        Assert.Equal("", await room.StillStuck(2, Muiswerk, items: 30, correct: 5));
        Assert.Equal("pushed: Again", await room.On("2026-11-25").StillStuck(1, Muiswerk, items: 30, correct: 5));
        await room.Better(2, Muiswerk);
        Assert.Equal("silent: FollowUp", await room.Stuck(2, Muiswerk));
    }
}
