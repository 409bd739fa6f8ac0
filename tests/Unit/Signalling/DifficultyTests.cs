using Dashboard.Contracts;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Rules;
using Dashboard.Signalling.Settings;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling;

public sealed class DifficultyTests
{
    private static readonly ToolProfile Profile = new() { Meaning = ScoreMeaning.ProportionCorrect };
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private static IEnumerable<TrackEvent> Pupil(int goal, int items, Func<int, bool> right, OriginKind origin = OriginKind.Practice) => Enumerable.Range(0, items).Select(i => new TrackEvent(new StoredResult
    {
        ResultKey = Guid.CreateVersion7(), MethodGoalId = goal, TakenAt = Start.AddMinutes(i), IsPrimary = true, Origin = origin, Meaning = ScoreMeaning.ProportionCorrect, Items = 1, Correct = right(i) ? 1 : 0,
    }, null));

    [Fact]
    public void Only_the_first_ten_items_of_each_pupil_count()
    {
        var goal = Assert.Single(DifficultyReleases.Count(Enumerable.Range(0, 5).Select(_ => Pupil(1, 30, i => i >= 10)), Profile));
        Assert.Equal((1, 5, 50.0, 0.0), goal);
    }

    [Theory]
    [InlineData(4, 10, false)]
    [InlineData(5, 3, false)]
    [InlineData(5, 4, true)]
    public void A_goal_needs_five_pupils_and_twenty_items(int pupils, int items, bool enough) =>
        Assert.Equal(enough, DifficultyReleases.Count(Enumerable.Range(0, pupils).Select(_ => Pupil(1, items, _ => true)), Profile).Count == 1);

    [Fact]
    public void Tests_say_nothing_about_practice() =>
        Assert.Empty(DifficultyReleases.Count(Enumerable.Range(0, 9).Select(_ => Pupil(1, 10, _ => true, OriginKind.StandardisedTest)), Profile));

    [Fact]
    public void Few_results_are_pulled_towards_the_shipped_constant()
    {
        Assert.Equal(Model.DefaultEase, Model.Shrunk(0, 0));
        Assert.Equal(0.35, Model.Shrunk(20, 0), 3);
        Assert.InRange(Model.Shrunk(2000, 0), 0, 0.01);
    }

    [Fact]
    public void A_release_counts_from_its_date_so_history_stays()
    {
        var hard = new EaseRelease(Start.AddDays(1), _ => 0.2);
        var settings = new FoldSettings(Profile) { Releases = [hard] };
        Assert.Equal((Model.DefaultEase, 0.2), (settings.EaseAt(Start, 1), settings.EaseAt(Start.AddDays(1), 1)));
        string Raised(FoldSettings s)
        {
            var fold = new TrackFold(s, "rekenen");
            foreach (var next in Pupil(1, 8, _ => false)) fold.Apply(next, [1]);
            return string.Join(' ', fold.Episodes.Select(e => $"{e.Kind} {e.RaisedAt:O}")) + fold.Theta.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        }
        Assert.Equal(Raised(new FoldSettings(Profile)), Raised(settings));
    }
}
