using Dashboard.Contracts;
using Dashboard.Signalling.Rules;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Fold;

/// <summary>What one event does to the counts of a pupil on a method goal; the same whatever rules are in force.</summary>
internal static class GoalCounts
{
    private const int GapDays = 2, RunGapDays = 21, RatingBaseDays = 28;
    private const double SkipShare = 0.8;

    public static void Take(GoalState state, TrackEvent next, Evidence evidence)
    {
        var result = next.Result;
        var at = result.TakenAt;
        if ((at - state.LastAt).TotalDays >= RunGapDays)
            (state.FirstAt, state.Exercises, state.Items, state.Correct, state.Seconds, state.ExplanationSeconds) = (at, 0, 0, 0, 0, 0);
        state.LastAt = at;
        if (next.Trigger is { } trigger)
        {
            if (trigger.Reason == TriggerReason.NotOffered) state.NotOfferedAt = at;
            if (trigger.Reason == TriggerReason.HarderLevel) state.HarderAt = at;
        }
        if (!result.IsPrimary || result.Status == ResultStatus.Missing) return;
        if (result.Origin == OriginKind.EntryTest)
        {
            if (IsPass(result)) state.SkippedAt = at;
            return;
        }
        if (result.Origin == OriginKind.StandardisedTest) { state.Flags |= GoalFlags.StandardTest; return; }
        if (result.Meaning == ScoreMeaning.None && result.Items is null && result.Seconds is null) return; // a trigger alone is no practice
        state.Exercises++;
        state.Items += result.Items ?? 0;
        state.Correct += result.Correct ?? 0;
        state.Seconds += result.Seconds ?? 0;
        state.ExplanationSeconds += result.ExplanationSeconds ?? 0;
        if (evidence.Kind is EvidenceKind.Answers or EvidenceKind.State) Count(state, evidence, at);
        if (evidence.Kind == EvidenceKind.Rating) Rate(state, evidence, at);
        if (evidence.Kind != EvidenceKind.None) state.EvidenceAt = at;
    }

    private static bool IsPass(StoredResult result) =>
        result.Label is { } label && (label.Equals("Pass", StringComparison.OrdinalIgnoreCase) || label.Equals("G", StringComparison.Ordinal))
        || result is { Items: > 0, Correct: not null } && (double)result.Correct / result.Items >= SkipShare;

    private static void Count(GoalState state, Evidence evidence, DateTimeOffset at)
    {
        var (f, m) = (evidence.Share, evidence.Weight);
        var gap = Math.Max(0, (at - (state.EvidenceAt ?? at)).TotalDays);
        var keep = Math.Pow(Model.Decay, m) / (1 + (gap >= GapDays ? Model.GapSlope * Math.Log(1 + gap) : 0));
        state.A = state.A * keep + m * f;
        state.B = state.B * keep + m * (1 - f);
        state.N += m;
        state.Wrong += m * (1 - f);
        state.Streak = f >= 0.999 ? state.Streak + m : f >= 0.8 ? 1 : 0;
        state.WrongRun = f <= 0.001 ? state.WrongRun + (float)m : f < 0.5 ? state.WrongRun + 1 : 0;
        state.WrongSince = state.Streak >= 3 ? 0 : state.WrongSince + (float)(m * (1 - f));
        if (gap >= RunGapDays && state.Streak == 0) state.Flags &= ~GoalFlags.Progress;
        if (evidence.Kind == EvidenceKind.Answers && f >= 0.8 && m >= 5)
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            if (state.LastGoodOn != day) state.GoodExercises++;
            state.LastGoodOn = day;
        }
        if (state.Streak >= 3 || state.GoodExercises >= 2) state.Flags |= GoalFlags.Done;
    }

    private static void Rate(GoalState state, Evidence evidence, DateTimeOffset at)
    {
        if (state.RatingBaseAt is not { } since)
            (state.RatingBase, state.RatingBaseAt, state.RatingExercises, state.RatingItems) = (evidence.Share, at, 0, 0);
        else if ((at - since).TotalDays > RatingBaseDays && (state.Flags & GoalFlags.Stuck) == 0)
            (state.RatingBase, state.RatingBaseAt, state.RatingExercises, state.RatingItems) = (state.RatingLast, state.EvidenceAt, 0, 0);
        state.RatingLast = evidence.Share;
        state.RatingExercises++;
        state.RatingItems += evidence.Items;
    }
}
