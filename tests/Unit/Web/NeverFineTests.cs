using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.States;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

/// <summary>
/// No pupil is ever shown as fine for lack of data: over every combination of what can be known, a mark that says something good
/// rests on a signal that stands, and "practised" rests on practice that is enough and recent. (design §3.5)
/// </summary>
[Trait("Requirement", "SI-20")]
[Trait("Requirement", "SI-22")]
public sealed class NeverFineTests
{
    private static readonly CellMark[] Good = [CellMark.NewProgress, CellMark.Fast];
    private static readonly CellMark[] Silent = [CellMark.NoFeed, CellMark.NoData, CellMark.NotOffered, CellMark.Skipped, CellMark.Harder, CellMark.TooLittle, CellMark.Old];

    private static IEnumerable<GoalFacts?> States()
    {
        yield return null;
        double?[] said = [null, 0.5, 20, 60];
        foreach (var exercises in (int[])[0, 1, 2, 5])
            foreach (var items in (int[])[0, 1, 2, 3, 4, 5, 12])
                foreach (var days in (double[])[0, 13, 41, 42.5, 200])
                    foreach (var skipped in said)
                        foreach (var notOffered in said)
                            foreach (var harder in said)
                                yield return State(1, Clock, exercises, items, days, skipped, notOffered, harder);
    }

    private static IEnumerable<SignalFacts[]> Signals()
    {
        yield return [];
        foreach (var kind in Enum.GetValues<SignalKind>())
            foreach (var state in Enum.GetValues<SignalState>())
                foreach (var days in (double[])[0.1, 8, 15, 43])
                    yield return [Signal(1, Clock, kind, days, state)];
    }

    [Fact]
    public void Every_mark_rests_on_what_it_says()
    {
        var (cases, seen) = (0, new HashSet<CellMark>());
        foreach (var state in States())
            foreach (var signals in Signals())
                foreach (var on in (bool[])[true, false])
                {
                    var mark = CellState.Of(1, on, state, signals, Now.AddDays(-42), Now).Mark;
                    cases++;
                    seen.Add(mark);
                    if (Good.Contains(mark)) Assert.Contains(signals, s => s.State == SignalState.Raised && Now - s.RaisedAt <= CellState.OldAfter);
                    if (mark == CellMark.Practised)
                    {
                        Assert.NotNull(state);
                        Assert.True(state.Exercises > 0 && Now - state.LastAt <= CellState.OldAfter && !CellState.TooLittle(state));
                    }
                    if (state is null && signals.Length == 0) Assert.Contains(mark, Silent);
                    if (state is { Exercises: 0 } && signals.Length == 0) Assert.Contains(mark, Silent);
                }
        Assert.True(cases > 50_000);
        Assert.Subset(seen, Silent.Append(CellMark.Practised).Concat(Good).ToHashSet());
    }

    [Fact]
    public void A_tool_without_data_never_makes_a_cell_look_better()
    {
        foreach (var one in Enum.GetValues<CellMark>())
            foreach (var silent in Silent)
            {
                var cell = CellState.Join([new ToolMark(1, one), new ToolMark(2, silent)]);
                if (Good.Contains(cell.Mark) || cell.Mark == CellMark.Practised) Assert.Equal(one, cell.Mark);
            }
    }
}
