using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Tests.Web;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Signals;
using Dashboard.Web.States;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>From raised to cleared, withdrawn, active again and expired: what a signal becomes without any teacher.</summary>
public sealed class StoryOfLifecycle
{
    private long _ledger;

    private Version Made(int exercise, int correct) => new(new StoredResult
    {
        ResultKey = new Guid(exercise, 0, 0, new byte[8]), MethodGoalId = 1, TakenAt = History.Start.AddHours(exercise), IsPrimary = true, Origin = OriginKind.Practice, Status = ResultStatus.Final,
        Meaning = ScoreMeaning.ProportionCorrect, Items = 5, Correct = correct, Seconds = 240,
    }, null, ++_ledger);

    private static string[] Stuck(Desk desk) => [.. desk.Ends().Split('\n').Where(l => l.Contains("Raised Stuck", StringComparison.Ordinal) || l.Contains("Cleared Stuck", StringComparison.Ordinal))];

    [Fact]
    public void Maaike_makes_four_exercises_with_one_of_five_right_then_three_without_a_mistake()
    {
        var desk = new Desk(ScoreMeaning.ProportionCorrect);
        foreach (var exercise in (int[])[1, 2, 3, 4]) desk.Deliver([Made(exercise, 1)]);
        Assert.Contains("Raised Stuck", Stuck(desk).Single(), StringComparison.Ordinal);
        foreach (var exercise in (int[])[5, 6, 7]) desk.Deliver([Made(exercise, 5)]);
        Assert.Contains("Cleared Stuck", Stuck(desk).Single(), StringComparison.Ordinal); // the same signal, ended
    }

    [Fact, Trait("Requirement", "CI-13")]
    public void Muiswerk_corrects_its_results_and_corrects_them_back_the_signal_is_withdrawn_and_the_same_one_active_again()
    {
        var desk = new Desk(ScoreMeaning.ProportionCorrect);
        int[] exercises = [1, 2, 3, 4];
        foreach (var exercise in exercises) desk.Deliver([Made(exercise, 1)]);
        var raised = Stuck(desk).Single();
        desk.Deliver([.. exercises.Select(e => Made(e, 5))]);
        Assert.Empty(Stuck(desk)); // withdrawn
        desk.Deliver([.. exercises.Select(e => Made(e, 1))]);
        Assert.Equal(raised, Stuck(desk).Single()); // no second row: the same id, active again
    }

    [Fact, Trait("Requirement", "SI-06")]
    public void Muiswerk_sends_its_trigger_again_under_the_same_id_that_is_an_update_and_without_a_kind_it_is_taken_back()
    {
        var desk = new Desk(ScoreMeaning.ProportionCorrect);
        Version Said(SignalKind? kind, int items) => Made(1, 2) with { Trigger = new Trigger { Kind = kind, Items = items } };
        string[] Tool() => [.. desk.Ends().Split('\n').Where(l => l.Contains(" trigger ", StringComparison.Ordinal))];
        desk.Deliver([Said(SignalKind.Stuck, 8)]);
        Assert.Contains("Raised Stuck", Tool().Single(), StringComparison.Ordinal);
        desk.Deliver([Said(SignalKind.Stuck, 12)]);
        Assert.Contains(" 12 ", Tool().Single(), StringComparison.Ordinal); // still one, with what it says now
        desk.Deliver([Said(null, 12)]);
        Assert.Empty(Tool()); // withdrawn
    }

    [Fact]
    public void Klopt_niet_and_later_are_one_teachers_own_handled_is_the_groups()
    {
        var answer = new ReactionFacts(Guid.Empty, ReactionKind.Wrong, 1, "Juf Vera", Example.Now, null);
        var hers = Example.Signal(1, Example.Clock) with { Wrong = answer };
        var colleagues = Example.Signal(1, Example.Clock) with { WrongFor = ["Juf Vera"] };
        Assert.Empty(SignalRows.Build(Example.Group(26, [hers]), Example.Week, Example.Today));
        Assert.Single(SignalRows.Build(Example.Group(26, [colleagues]), Example.Week, Example.Today)); // and the line says that she does not agree
        Assert.Equal("raised", SignalsApi.State(hers, Example.Now)); // for the school it stands
    }

    [Fact]
    public void Withdrawn_it_stands_in_the_cell_for_a_week_and_then_the_cell_says_what_is_left()
    {
        var signal = Example.Signal(1, Example.Clock, daysAgo: 3, state: SignalState.Withdrawn);
        CellMark Cell(double daysSince) => CellState.Of(1, true, Example.State(1, Example.Clock), [signal with { EndedAt = Example.Now.AddDays(-daysSince) }], Example.Now.AddDays(-7), Example.Now).Mark;
        Assert.Equal((CellMark.Withdrawn, CellMark.Practised), (Cell(6), Cell(8)));
    }

    [Theory]
    [InlineData(41, true, CellMark.Practised)]
    [InlineData(43, true, CellMark.Old)]
    [InlineData(43, false, CellMark.Old)] // what is known stays, also when the feed was switched off
    public void Nothing_for_six_weeks_is_old_data(double days, bool on, CellMark mark) =>
        Assert.Equal(mark, CellState.Of(1, on, Example.State(1, Example.Clock, daysAgo: days), [], Example.Now.AddDays(-7), Example.Now).Mark);

    [Fact]
    public void Without_anything_known_a_feed_that_is_off_is_something_else_than_no_data() =>
        Assert.Equal((CellMark.NoData, CellMark.NoFeed), (CellState.Of(1, true, null, [], Example.Now, Example.Now).Mark, CellState.Of(1, false, null, [], Example.Now, Example.Now).Mark));

    [Theory]
    [InlineData(1, SignalState.Raised, false, "raised")]
    [InlineData(42, SignalState.Raised, false, "raised")]
    [InlineData(43, SignalState.Raised, false, "expired")]
    [InlineData(1, SignalState.Raised, true, "cleared")] // handled by the group's team
    [InlineData(1, SignalState.Cleared, false, "cleared")]
    [InlineData(1, SignalState.Withdrawn, false, "withdrawn")]
    public void What_the_schools_own_systems_read(int daysAgo, SignalState state, bool handled, string says)
    {
        var signal = Example.Signal(1, Example.Clock, daysAgo: daysAgo, state: state) with
        { Handled = handled ? new ReactionFacts(Guid.Empty, ReactionKind.Handled, 1, "Juf Vera", Example.Now, null) : null };
        Assert.Equal(says, SignalsApi.State(signal, Example.Now));
    }

    [Fact]
    public void Handled_it_leaves_the_cell_and_the_list_later_it_leaves_only_the_list()
    {
        var answer = new ReactionFacts(Guid.Empty, ReactionKind.Later, 1, "Juf Vera", Example.Now, Example.Today.AddDays(1));
        var later = Example.Signal(1, Example.Clock) with { Later = answer };
        var handled = Example.Signal(1, Example.Clock) with { Handled = answer with { Kind = ReactionKind.Handled, Until = null } };
        var state = Example.State(1, Example.Clock);
        ToolMark Cell(SignalFacts signal) => CellState.Of(1, true, state, [signal], Example.Now.AddDays(-7), Example.Now);
        Assert.Equal((CellMark.Stuck, CellMark.Practised), (Cell(later).Mark, Cell(handled).Mark));
        Assert.Empty(SignalRows.Build(Example.Group(26, [later]), Example.Week, Example.Today));
        Assert.Single(SignalRows.Build(Example.Group(26, [later]), Example.Week, Example.Today.AddDays(1)));
        Assert.Empty(SignalRows.Build(Example.Group(26, [handled]), Example.Week, Example.Today));
    }

    [Fact, Trait("Requirement", "SI-24")]
    public void Pushed_lines_stand_open_others_fill_up_to_three_and_the_rest_waits()
    {
        SignalFacts On(int pupil, int goal, NoticeKind notice) => Example.Signal(pupil, goal, notice: notice);
        var rows = SignalRows.Build(Example.Group(26, [On(1, Example.Clock, NoticeKind.Capped), On(2, Example.Tables, NoticeKind.Pushed), On(3, Example.Unlinked, NoticeKind.Capped)]), Example.Week, Example.Today);
        Assert.Equal(3, SignalRows.Open(rows).Count);
        var busy = rows.Concat(rows.Select(r => r with { OnDemand = false })).Concat(rows.Where(r => r.OnDemand)).ToList();
        Assert.Equal(4, SignalRows.Open(busy).Count);
        Assert.All(SignalRows.Open(busy), r => Assert.False(r.OnDemand));
    }
}
