using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Pages.Pupil;
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

    /// <summary>The whole page model, over random groups: a pupil about whom nothing is known is in no line, has only empty cells, and is named among those without a signal.</summary>
    [Fact]
    public void A_pupil_without_data_is_never_in_a_line_a_mark_or_a_count_of_something_good()
    {
        var random = new Random(20261120);
        var unknown = 0;
        for (var n = 0; n < 2_000; n++)
        {
            int[] goals = [Clock, ClockElsewhere, Tables, Unlinked];
            var pupils = random.Next(1, 12);
            var knownOf = Enumerable.Range(1, pupils).Where(_ => random.Next(2) == 0).ToHashSet();
            var states = knownOf.SelectMany(p => goals.Where(_ => random.Next(2) == 0).Select(g => State(p, g, random.Next(0, 4), random.Next(0, 13), random.NextDouble() * 80, Maybe(), Maybe(), Maybe()))).ToList();
            var signals = knownOf.SelectMany(p => goals.Where(_ => random.Next(3) == 0).Select(g => Signal(p, g, (SignalKind)random.Next(3), random.NextDouble() * 60, (SignalState)random.Next(3)))).ToList();
            var facts = Group(pupils, signals, states);
            var filter = Week with { AllGoals = true, Period = random.Next(2) == 0 ? "week" : "zes" };
            var matrix = MatrixRows.Build(facts, filter, Today);
            var lines = SignalRows.Build(facts, filter, Today).SelectMany(r => r.Pupils).Select(p => p.Pupil.PupilId).ToHashSet();
            var quiet = Silence.Of(facts).Quiet.Select(p => p.PupilId).ToHashSet();
            foreach (var (pupil, column) in matrix.Columns.Select((p, i) => (p.PupilId, i)).Where(p => !states.Exists(s => s.PupilId == p.PupilId) && !signals.Exists(s => s.PupilId == p.PupilId)))
            {
                unknown++;
                Assert.DoesNotContain(pupil, lines);
                Assert.Contains(pupil, quiet);
                foreach (var row in matrix.Domains.SelectMany(d => d.Rows).Where(r => r.Cells.Count > 0)) Assert.Contains(row.Cells[column].Mark, Silent);
                var mine = new PupilFacts(facts.Group, facts.Pupils, facts.Pupil(pupil), facts.Tools, facts.Goals, [], [], [], [], Now);
                Assert.All(PupilRows.Build(mine, filter, Today).SelectMany(d => d.Rows), r => Assert.Contains(r.Mark, Silent));
                Assert.All(PupilRows.Build(mine, filter, Today), d => Assert.Empty(d.WithData));
            }
            double? Maybe() => random.Next(4) == 0 ? random.NextDouble() * 70 : null;
        }
        Assert.True(unknown > 3_000, $"{unknown} pupils without data were looked at");
    }
}
