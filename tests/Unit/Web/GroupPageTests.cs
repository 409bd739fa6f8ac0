using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.Class;
using Dashboard.Web.Pages.FindPupil;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;
using Dashboard.Web.States;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

public class GroupPageTests
{
    [Fact, Trait("Requirement", "SI-16"), Trait("Requirement", "SI-17")]
    public void Pupils_of_two_tools_on_one_goal_make_one_line()
    {
        var rows = SignalRows.Build(Group(26, [Signal(3, Clock), Signal(1, ClockElsewhere), Signal(2, Tables)]), Week, Today);
        Assert.Equal(2, rows.Count);
        Assert.Equal([1, 3], rows[0].Pupils.Select(p => p.Pupil.PupilId));
        Assert.Equal(["Muiswerk", "Rekentuin"], rows[0].Tools.Select(t => t.Name));
    }

    [Fact]
    public void Lines_stand_in_the_order_kind_number_of_pupils_newest()
    {
        var rows = SignalRows.Build(Group(26, [Signal(1, Tables, SignalKind.NewProgress), Signal(2, Tables, SignalKind.FastProgress), Signal(3, Tables), Signal(4, Clock, daysAgo: 2), Signal(5, Clock, daysAgo: 3), Signal(6, Unlinked, daysAgo: 0.1)]), Week, Today);
        Assert.Equal([(SignalKind.Stuck, 2), (SignalKind.Stuck, 1), (SignalKind.Stuck, 1), (SignalKind.FastProgress, 1), (SignalKind.NewProgress, 1)], rows.Select(r => (r.Kind, r.Pupils.Count)));
        Assert.Equal("Doel 13", rows[1].Topic.Name);
        Assert.Null(rows[1].Topic.GoalId);
    }

    [Fact, Trait("Requirement", "SI-40")]
    public void A_period_shows_what_was_raised_in_it_and_what_is_still_practised_without_success()
    {
        SignalFacts[] signals = [Signal(1, Clock, daysAgo: 10), Signal(2, Tables, daysAgo: 10), Signal(3, Tables, SignalKind.FastProgress, daysAgo: 10), Signal(4, Clock, state: SignalState.Cleared)];
        var rows = SignalRows.Build(Group(26, signals, [State(1, Clock, daysAgo: 2), State(2, Tables, daysAgo: 10), State(3, Tables, daysAgo: 1)]), Week, Today);
        Assert.Equal([1], rows.SelectMany(r => r.Pupils).Select(p => p.Pupil.PupilId));
        Assert.Equal(3, SignalRows.Build(Group(26, signals), Week with { Period = "zes" }, Today).SelectMany(r => r.Pupils).Count());
    }

    [Fact, Trait("Requirement", "SI-24")]
    public void A_line_is_held_back_only_when_every_signal_in_it_was_capped()
    {
        var rows = SignalRows.Build(Group(26, [Signal(1, Clock, notice: NoticeKind.Capped), Signal(2, Clock), Signal(3, Tables, notice: NoticeKind.Capped)]), Week, Today);
        Assert.Equal([false, true], rows.Select(r => r.OnDemand));
    }

    [Fact]
    public void Signals_on_the_same_goal_of_a_tool_are_not_counted_twice()
    {
        var facts = Group(26, [Signal(1, Clock, SignalKind.NewProgress, daysAgo: 3, items: 8), Signal(1, Clock, SignalKind.NewProgress, daysAgo: 1, items: 20) with { Id = Guid.CreateVersion7(Now) }]);
        Assert.Equal(20, SignalRows.Build(facts, Week, Today).Single().Pupils.Single().Items);
    }

    [Fact, Trait("Requirement", "SI-19")]
    public void The_matrix_has_a_state_in_every_cell_and_says_which_goals_are_at_hand()
    {
        var mark = new MarkFacts(Guid.Empty, MarkKind.WorksOnThis, 2, null, GoalB.ToString(), "Tafels", 1, "Vera", Now, Today);
        var matrix = MatrixRows.Build(Group(3, [Signal(1, Clock)], [State(1, Clock), State(3, Unlinked)], [mark]), Week, Today);
        Assert.Equal((3, 3), (matrix.AtHand, matrix.All));
        var rows = matrix.Domains.SelectMany(d => d.Rows).ToList();
        Assert.All(rows, r => Assert.Equal(3, r.Cells.Count));
        Assert.Equal([CellMark.Stuck, CellMark.NoData, CellMark.NoData], rows[0].Cells.Select(c => c.Mark));
        Assert.Contains(2, rows[1].Flags);
        Assert.Equal("", matrix.Domains[^1].Domain);
    }

    [Fact]
    public void A_goal_that_no_tool_has_says_so_instead_of_leaving_cells_empty()
    {
        var facts = Group(2, []) with { Untouched = [Topic(Guid.Empty, "Verhoudingstabel", 9)] };
        Assert.Contains(MatrixRows.Build(facts, Week with { AllGoals = true }, Today).Domains.SelectMany(d => d.Rows), r => r.Topic.Name == "Verhoudingstabel" && r.Cells.Count == 0);
    }

    [Fact, Trait("Requirement", "LD-12")]
    public void A_schools_own_link_replaces_the_products_link_also_when_it_says_no()
    {
        var no = Goals(Link(Tables, 1, B, 9, school: 1, status: LinkStatus.Rejected));
        Assert.Empty(no.Of(Tables));
        Assert.Equal("muiswerk:C12", no.TopicOf(Tables)!.Key);
        Assert.Empty(Goals(Link(14, 1, A, 10, status: LinkStatus.Proposed)).Of(14));
        Assert.Empty(Goals(Link(14, 1, A, 10, status: LinkStatus.Stale)).Of(14));
        var both = Goals(Link(15, 1, A, 11, relation: LinkRelation.Broad), Link(15, 1, B, 12, relation: LinkRelation.Exact));
        Assert.Equal(GoalB.ToString(), both.TopicOf(15)!.Key);
        Assert.DoesNotContain(Goals(Link(16, 1, A, 13, relation: LinkRelation.Related)).Under(A.Key), t => t.ToolGoal.MethodGoalId == 16);
    }

    [Fact]
    public void Pupils_with_the_same_name_get_a_longer_one()
    {
        ClassList.Named Pupil(int id, string given, string? prefix, string? family) => new(id, new Guid(id, 0, 0, new byte[8]), given, prefix, family);
        Assert.Equal(["Bram", "Noor B.", "Noor V.", "Zoë de Boer", "Zoë de Bruin"],
            ClassList.Distinct([Pupil(1, "Zoë", "de", "Boer"), Pupil(2, "Noor", null, "Visser"), Pupil(3, "Bram", null, "Noor"), Pupil(4, "Noor", null, "Bakker"), Pupil(5, "Zoë", "de", "Bruin")]).Select(p => p.Name));
    }

    [Theory, Trait("Requirement", "V-12")]
    [InlineData("Zoë", "zoe", true)]
    [InlineData("Sander", "san", true)]
    [InlineData("Noor de Boer", "boer", true)]
    [InlineData("Sander", "ander", false)]
    public void A_name_is_found_by_its_beginning_without_case_and_accents(string name, string asked, bool found) => Assert.Equal(found, FindModel.Fits(name, asked));

    [Fact]
    public void A_running_follow_up_stands_in_the_cell_of_its_pupil_and_goal_until_its_day()
    {
        var followUp = new FollowUpFacts(Guid.Empty, FollowUpKind.ExtraInstruction, GoalA.ToString(), "Klokkijken", [Clock], [1], 1, "Vera", Now, Today.AddDays(-3), Today.AddDays(5), null, null);
        DateOnly?[] Cells(FollowUpFacts f) => [.. MatrixRows.Build(Group(2, [], [State(1, Clock), State(2, Clock), State(1, Tables)]) with { FollowUps = [f] }, Week, Today).Domains.SelectMany(d => d.Rows).SelectMany(r => r.Cells).Select(c => c.LookBack)];
        Assert.Equal([Today.AddDays(5), null, null, null], Cells(followUp));
        Assert.All(Cells(followUp with { EvaluateOn = Today }), Assert.Null); // its day has come
        Assert.All(Cells(followUp with { StartsOn = Today.AddDays(1) }), Assert.Null); // not begun
    }
}
