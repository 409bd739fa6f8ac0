using Dashboard.Contracts;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Rules;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling;

/// <summary>A version of a result as a delivery brings it.</summary>
internal sealed record Version(StoredResult Result, Trigger? Trigger, long Ledger);

/// <summary>Random practice of one pupil in one tool.</summary>
internal static class History
{
    public static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    public static List<Version> Make(Random random, ScoreMeaning meaning)
    {
        var versions = new List<Version>();
        var (ledger, ease, single) = (0L, random.NextDouble(), random.Next(2) == 0);
        for (var i = random.Next(4, 20); i > 0; i--)
        {
            var key = new Guid(random.Next(), (short)random.Next(), (short)random.Next(), new byte[8]);
            var at = Start.AddDays(random.Next(40)).AddMinutes(random.Next(3) * 10);
            for (var v = random.Next(10) < 7 ? 1 : random.Next(1, 4); v > 0; v--)
                versions.Add(One(random, meaning, key, at, ++ledger, ease, single));
        }
        return versions;
    }

    private static Version One(Random random, ScoreMeaning meaning, Guid key, DateTimeOffset at, long ledger, double ease, bool single)
    {
        var items = single ? 1 : random.Next(1, 8);
        var trigger = random.Next(8) > 0 ? null : new Trigger
        {
            Kind = random.Next(6) == 0 ? null : (SignalKind)random.Next(3), Items = random.Next(5) == 0 ? null : random.Next(12),
            To = random.Next(3) == 0 ? at.AddDays(-random.Next(60)) : null, Reason = (TriggerReason)random.Next(4),
        };
        var result = new StoredResult
        {
            ResultKey = key, MethodGoalId = random.Next(1, 4), TakenAt = at, Sequence = random.Next(2), IsPrimary = random.Next(12) > 0, Meaning = meaning,
            Origin = random.Next(8) == 0 ? OriginKind.EntryTest : OriginKind.Practice,
            Status = random.Next(8) == 0 ? ResultStatus.Cancelled : ResultStatus.Final, Items = items, Correct = Enumerable.Range(0, items).Count(_ => random.NextDouble() < ease), Seconds = random.Next(300),
            Score = meaning == ScoreMeaning.MasteryRating ? random.Next(200, 400) : null, Uncertainty = meaning == ScoreMeaning.MasteryRating ? 20 : null,
            Label = meaning == ScoreMeaning.GoalState ? (string[])["bezig", "behaald", "teruggevallen"] is var labels ? labels[random.Next(3)] : null : null,
            OtherGoals = random.Next(6) == 0 ? [9] : null,
        };
        return new Version(result, trigger, ledger);
    }

    public static IEnumerable<Version> Latest(List<Version> versions) =>
        versions.GroupBy(v => v.Result.ResultKey).Select(g => g.MaxBy(v => v.Ledger)!).OrderBy(v => new TrackEvent(v.Result, null));

    /// <summary>Each version one to three times, in any order, in batches; the ledger's numbers stay with the versions.</summary>
    public static IEnumerable<List<Version>> Scramble(Random random, List<Version> versions)
    {
        var all = versions.SelectMany(v => Enumerable.Repeat(v, random.Next(1, 4))).OrderBy(_ => random.Next()).ToList();
        while (all.Count > 0)
        {
            var size = random.Next(1, Math.Min(5, all.Count) + 1);
            yield return all[..size];
            all.RemoveRange(0, size);
        }
    }
}

/// <summary>One dated decision: a school's choice of rules, a difficulty release, or a streefniveau.</summary>
internal sealed record Decision(RuleChoice? Choice = null, EaseRelease? Release = null, TargetSince? Target = null);

internal static class Decisions
{
    public static List<Decision> Make(Random random)
    {
        var decisions = new List<Decision>();
        for (var i = random.Next(4); i > 0; i--)
        {
            var set = (RuleSet)random.Next(3);
            var thresholds = new Dictionary<string, double>();
            foreach (var rule in RuleList.Of(set))
                foreach (var p in rule.Parameters.Where(p => p.Adjustable && random.Next(3) == 0)) thresholds[RuleChoice.Name(rule, p)] = p.Min + random.NextDouble() * (p.Max - p.Min);
            decisions.Add(new Decision(Choice: new RuleChoice(Moment(random), random.Next(4) > 0, set, thresholds)));
        }
        for (var i = random.Next(3); i > 0; i--)
        {
            var ease = random.NextDouble();
            decisions.Add(new Decision(Release: new EaseRelease(Moment(random), goal => goal == 2 ? null : ease)));
        }
        for (var i = random.Next(4); i > 0; i--)
            decisions.Add(new Decision(Target: new TargetSince(Moment(random), random.Next(3) == 0 ? "taal" : "rekenen", random.Next(4) == 0 ? null : (TargetLevelKind)random.Next(3))));
        return decisions;
    }

    private static DateTimeOffset Moment(Random random) => History.Start.AddDays(random.Next(-2, 45)).AddMilliseconds(random.Next(1, 80_000_000));
}
