using Dashboard.Contracts;
using Dashboard.Signalling.Rules;

namespace Dashboard.Tests.Signalling;

/// <summary>
/// State and Signal are pure functions of (latest result versions, releases, dated settings, streefniveaus): any order, duplication and
/// lateness of deliveries and decisions ends the same. Deliveries run through the version rule of Mapping and the go-on-or-refold
/// decision of Signalling; a decision is followed, sooner or later, by its refold.
/// </summary>
public sealed class AnyOrderTests
{
    private const int Cases = 12_000;

    [Fact]
    public void Twelve_thousand_random_histories_end_the_same_in_any_order()
    {
        var raised = new HashSet<string>();
        for (var seed = 0; seed < Cases; seed++)
        {
            var (clean, messy) = Both(seed, Break.Nothing);
            Assert.True(clean.Ends() == messy.Ends(), $"seed {seed}\nin order: {clean.Ends()}\nscrambled: {messy.Ends()}");
            raised.UnionWith(clean.RulesSeen);
        }
        // Every rule had its say, and the tools' triggers: none is proved by never being met.
        Assert.Empty(RuleList.All.Select(r => r.Id).Append(TriggerCheck.Rule).Except(raised));
    }

    /// <summary>The test can fail: each way to break the fold is seen within a few hundred histories.</summary>
    [Theory]
    [InlineData(Break.NeverLate)]
    [InlineData(Break.LastArrivalWins)]
    [InlineData(Break.NoRefoldAfterDecision)]
    [InlineData(Break.ForgetsOpenSignals)]
    public void A_broken_fold_is_seen(Break broken)
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var (clean, messy) = Both(seed, broken);
            if (clean.Ends() != messy.Ends()) return;
        }
        Assert.Fail($"{broken} was not seen");
    }

    [Fact]
    public void Nothing_looks_ahead()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var meaning = (ScoreMeaning)random.Next(1, 4);
            var latest = History.Latest(History.Make(random, meaning)).ToList();
            var decisions = Decisions.Make(random);
            var (early, whole) = (new Desk(meaning), new Desk(meaning));
            foreach (var decision in decisions) { early.Decide(decision, now: true); whole.Decide(decision, now: true); }
            var half = latest.Take(latest.Count / 2).ToList();
            foreach (var one in half) early.Deliver([one]);
            foreach (var one in latest) whole.Deliver([one]);
            if (half.Count == 0) continue;
            var until = half[^1].Result.TakenAt;
            if (latest.Skip(half.Count).Any(v => v.Result.TakenAt == until)) continue;
            Assert.Equal(early.RaisedUntil(until), whole.RaisedUntil(until));
        }
    }

    [Fact]
    public void A_history_in_order_never_folds_again()
    {
        var random = new Random(7);
        var desk = new Desk(ScoreMeaning.ProportionCorrect);
        foreach (var one in History.Latest(History.Make(random, ScoreMeaning.ProportionCorrect))) desk.Deliver([one]);
        Assert.Equal(0, desk.Refolds);
    }

    private static (Desk Clean, Desk Messy) Both(int seed, Break broken)
    {
        var random = new Random(seed);
        var meaning = random.Next(2) == 0 ? ScoreMeaning.ProportionCorrect : (ScoreMeaning)random.Next(1, 4);
        var versions = History.Make(random, meaning);
        var decisions = Decisions.Make(random);
        var clean = new Desk(meaning, broken == Break.ForgetsOpenSignals ? broken : Break.Nothing); // it goes on most of the time
        foreach (var decision in decisions) clean.Decide(decision, now: true);
        foreach (var one in History.Latest(versions)) clean.Deliver([one]);

        var messy = new Desk(meaning, broken);
        var waiting = new Queue<Decision>(decisions.OrderBy(_ => random.Next()));
        foreach (var batch in History.Scramble(random, versions))
        {
            if (waiting.Count > 0 && random.Next(3) == 0) messy.Decide(waiting.Dequeue(), now: random.Next(2) == 0);
            messy.Deliver(batch);
        }
        while (waiting.Count > 0) messy.Decide(waiting.Dequeue(), now: random.Next(2) == 0);
        messy.CatchUp();
        return (clean, messy);
    }
}
