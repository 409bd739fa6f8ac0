using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.States;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

public class CellStateTests
{
    private static CellMark Of(GoalFacts? state, params SignalFacts[] signals) => CellState.Of(1, true, state, signals, Now.AddDays(-7), Now).Mark;

    [Fact, Trait("Requirement", "V-04"), Trait("Requirement", "SI-20")]
    public void Silence_has_many_forms_and_each_has_its_own_mark()
    {
        Assert.Equal(CellMark.NoData, Of(null));
        Assert.Equal(CellMark.NoFeed, CellState.Of(1, on: false, null, [], Now, Now).Mark);
        Assert.Equal(CellMark.NotOffered, Of(State(1, Clock, exercises: 0, items: 0, notOffered: 2)));
        Assert.Equal(CellMark.Skipped, Of(State(1, Clock, exercises: 0, items: 0, skipped: 2)));
        Assert.Equal(CellMark.Harder, Of(State(1, Clock, exercises: 0, items: 0, skipped: 9, harder: 2)));
        Assert.Equal(CellMark.Old, Of(State(1, Clock, daysAgo: 43)));
        Assert.Equal(CellMark.TooLittle, Of(State(1, Clock, exercises: 1, items: 4)));
        Assert.Equal(CellMark.TooLittle, Of(State(1, Clock, exercises: 2, items: 2)));
        Assert.Equal(CellMark.Practised, Of(State(1, Clock, exercises: 2, items: 4)));
        Assert.Equal(CellMark.Practised, Of(State(1, Clock, exercises: 1, items: 0)));
    }

    [Fact]
    public void Signals_go_before_states_and_age_on_reading()
    {
        var state = State(1, Clock);
        Assert.Equal(CellMark.Stuck, Of(state, Signal(1, Clock), Signal(1, Clock, SignalKind.NewProgress)));
        Assert.Equal(CellMark.Fast, Of(state, Signal(1, Clock, SignalKind.FastProgress), Signal(1, Clock, SignalKind.NewProgress)));
        Assert.Equal(CellMark.NewProgress, Of(state, Signal(1, Clock, SignalKind.NewProgress, daysAgo: 6)));
        Assert.Equal(CellMark.Practised, Of(state, Signal(1, Clock, SignalKind.NewProgress, daysAgo: 8)));
        Assert.Equal(CellMark.Practised, CellState.Of(1, true, state, [Signal(1, Clock, SignalKind.NewProgress, daysAgo: 15)], Now.AddDays(-42), Now).Mark);
        Assert.Equal(CellMark.Practised, Of(state, Signal(1, Clock, daysAgo: 43)));
        Assert.Equal(CellMark.Withdrawn, Of(state, Signal(1, Clock, state: SignalState.Withdrawn)));
        Assert.Equal(CellMark.Practised, Of(state, Signal(1, Clock, state: SignalState.Cleared)));
    }

    [Theory]
    [InlineData(CellMark.Stuck, CellMark.Stuck, CellMark.NoData)]
    [InlineData(CellMark.Fast, CellMark.NewProgress, CellMark.Fast)]
    [InlineData(CellMark.NewProgress, CellMark.NewProgress, CellMark.Withdrawn)]
    [InlineData(CellMark.Withdrawn, CellMark.Withdrawn, CellMark.TooLittle)]
    [InlineData(CellMark.TooLittle, CellMark.TooLittle, CellMark.Old)]
    [InlineData(CellMark.Old, CellMark.Old, CellMark.Practised)]
    [InlineData(CellMark.Practised, CellMark.Practised, CellMark.Harder)]
    [InlineData(CellMark.Harder, CellMark.Harder, CellMark.Skipped)]
    [InlineData(CellMark.Skipped, CellMark.NotOffered, CellMark.Skipped)]
    [InlineData(CellMark.NotOffered, CellMark.NotOffered, CellMark.NoData)]
    [InlineData(CellMark.NoData, CellMark.NoFeed, CellMark.NoData)]
    public void Of_two_tools_the_cell_shows_the_highest(CellMark shown, CellMark one, CellMark other) =>
        Assert.Equal(shown, CellState.Join([new ToolMark(1, one), new ToolMark(2, other)]).Mark);

    [Fact, Trait("Requirement", "DA-25"), Trait("Requirement", "DA-26")]
    public void Tools_that_disagree_stand_side_by_side_and_no_side_is_taken()
    {
        var cell = CellState.Join([new ToolMark(1, CellMark.Stuck), new ToolMark(2, CellMark.Fast)]);
        Assert.Equal(CellMark.Contradiction, cell.Mark);
        Assert.Equal(2, cell.Tools.Count);
        Assert.Equal(CellMark.Stuck, CellState.Join([new ToolMark(1, CellMark.Stuck), new ToolMark(1, CellMark.Fast)]).Mark);
    }
}
