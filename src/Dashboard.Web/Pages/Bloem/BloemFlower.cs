using Dashboard.Contracts;
using Dashboard.Web.Class;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.States;

namespace Dashboard.Web.Pages.Bloem;

/// <summary>Why a pupil stands in no petal.</summary>
public enum OutsideReason { TooLittle, NoSignal }

/// <summary>One pupil in the flower and in its table.</summary>
/// <param name="Pupil">Who.</param>
/// <param name="Petal">Null: outside the flower, for <paramref name="Outside"/>.</param>
/// <param name="Outside">Null in a petal.</param>
/// <param name="Now">What she did in the period.</param>
/// <param name="UsualSeconds">What is usual for her in as much time; null: no weeks before to know it from.</param>
/// <param name="MoreEffort">As much as usual or more.</param>
/// <param name="Stuck">Open signals of that kind.</param>
/// <param name="Fast">Raised in the period.</param>
/// <param name="New">Raised in the period.</param>
public sealed record FlowerPupil(ClassMate Pupil, Petal? Petal, OutsideReason? Outside, OwnWeek Now, int? UsualSeconds, bool MoreEffort, int Stuck, int Fast, int New);

/// <summary>
/// Effort × progress, placed by stated rules (decision 0070). Effort: her minutes beside her own usual weeks; near usual the tools' own effort
/// marks decide. Progress: signals of the tools, each on its own. No score of any tool is read here.
/// </summary>
public sealed record BloemFlower(IReadOnlyList<FlowerPupil> Pupils)
{
    public const int LeastExercises = 3, LeastSeconds = 600, MinutesAWeek = 30;
    private const double Less = 0.8, More = 1.2;

    public IEnumerable<FlowerPupil> In(Petal petal) => Pupils.Where(p => p.Petal == petal);
    public IEnumerable<FlowerPupil> Out(OutsideReason reason) => Pupils.Where(p => p.Outside == reason);
    public int Seen => Pupils.Count(p => p.Petal is not null);

    /// <param name="facts">Of the group.</param>
    /// <param name="weeks">Of its pupils.</param>
    /// <param name="from">Start of the period.</param>
    /// <param name="length">Weeks in the period.</param>
    public static BloemFlower Of(GroupFacts facts, IReadOnlyList<OwnWeek> weeks, DateTimeOffset from, int length)
    {
        var own = weeks.ToLookup(w => w.PupilId);
        var signals = facts.Signals.Where(s => s.State == SignalState.Raised && !s.IsClosed && facts.Now - s.RaisedAt <= CellState.OldAfter).ToLookup(s => s.PupilId);
        return new BloemFlower([.. facts.Pupils.Select(p => Place(p, own[p.PupilId].ToList(), signals[p.PupilId].ToList(), from, length))]);
    }

    private static FlowerPupil Place(ClassMate pupil, List<OwnWeek> weeks, List<SignalFacts> signals, DateTimeOffset from, int length)
    {
        var now = weeks.Find(w => w.Back == 0) ?? new OwnWeek(pupil.PupilId, 0, 0, 0, 0, 0, 0);
        var before = weeks.Where(w => w.Back > 0 && w.Seconds > 0).ToList();
        int? usual = before.Count == 0 ? null : before.Sum(w => w.Seconds) / before.Count * length;
        var more = MoreEffort(now, usual, length);
        var stuck = signals.Count(s => s.Kind == SignalKind.Stuck);
        int Lately(SignalKind kind) => signals.Count(s => s.Kind == kind && s.RaisedAt >= from);
        var (fast, news) = (Lately(SignalKind.FastProgress), Lately(SignalKind.NewProgress));
        OutsideReason? outside = now.Exercises < LeastExercises || now.Seconds < LeastSeconds ? OutsideReason.TooLittle : stuck + fast + news == 0 ? OutsideReason.NoSignal : null;
        // Somebody who is stuck anywhere never stands above: help must not hide behind progress elsewhere.
        Petal? petal = outside is not null ? null : (stuck > 0, more) switch
        {
            (true, true) => Store.Tables.Petal.HelpNeeded,
            (true, false) => Store.Tables.Petal.GettingGoing,
            (false, true) => Store.Tables.Petal.EffortAndProgress,
            _ => Store.Tables.Petal.QuicklyDone,
        };
        return new FlowerPupil(pupil, petal, outside, now, usual, more, stuck, fast, news);
    }

    private static bool MoreEffort(OwnWeek now, int? usual, int length)
    {
        if (usual is > 0)
        {
            if (now.Seconds >= More * usual) return true;
            if (now.Seconds <= Less * usual) return false;
            return now.Low <= now.High;
        }
        return now.High != now.Low ? now.High > now.Low : now.Seconds >= MinutesAWeek * 60 * length;
    }
}
