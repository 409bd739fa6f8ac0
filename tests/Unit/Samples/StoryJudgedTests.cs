using Dashboard.Contracts;
using Dashboard.Samples.Classroom;
using Dashboard.Samples.School;
using Dashboard.Signalling.Fold;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Samples;

/// <summary>The dashboard's own rules over the sample school's practice: the pupils of the story stand out, and nobody else does.</summary>
public class StoryJudgedTests
{
    private static readonly SampleSchool School = SampleSchool.Load();

    [Theory]
    [InlineData("2026-11-20T11:48:00Z")]
    [InlineData("2026-11-22T00:20:00Z")]
    [InlineData("2027-03-03T14:30:00Z")]
    [InlineData("2026-09-15T07:00:00Z")]
    [InlineData("2026-12-28T22:30:00Z")]
    [InlineData("2027-06-30T09:00:00Z")]
    [InlineData("2026-08-03T10:00:00Z")]
    public void Stuck_and_fast_are_exactly_the_story(string moment)
    {
        var now = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        var open = new[] { "muiswerk", "rekentuin", "numo" }.SelectMany(tool => Judge(tool, now)).ToList();
        Assert.Equal(
        [
            "bilal muiswerk BEWERKINGEN-PLUSMIN/PM-100 Tool", "daan muiswerk MEETKUNDE-KLOK/KLOK-HEEL Derived", "dylan muiswerk BEWERKINGEN-KOLOM/KOLOM-MIN Derived",
            "elif rekentuin rekentuin-afronden Derived", "guus muiswerk BEWERKINGEN-TAFELS/TAFELS-10 Tool", "joep numo numo-kolom Tool",
            "maaike muiswerk MEETKUNDE-KLOK/KLOK-HEEL Tool", "noor rekentuin rekentuin-klok Derived", "umut rekentuin rekentuin-klok Derived",
            "yusuf rekentuin rekentuin-afronden Derived",
        ], Lines(open, SignalKind.Stuck));
        Assert.Equal(
        [
            "lucja muiswerk GETALLEN-BREUKEN/BREUK-DEEL Derived", "saar rekentuin rekentuin-klok Derived", "samira numo numo-breuken Tool",
            "sander muiswerk MEETKUNDE-OPPERVLAKTE/OPP-RECHTHOEK Derived", "sander numo numo-oppervlakte Tool", "sander rekentuin rekentuin-oppervlakte Derived",
            "sofie rekentuin rekentuin-tafels Derived",
        ], Lines(open, SignalKind.FastProgress));
        var fresh = open.Count(o => o.Kind == SignalKind.NewProgress && o.At > now.AddDays(-6) && School.Roster.Pupil(o.Pupil).Group == "groep-5");
        Assert.InRange(fresh, 5, 30);
    }

    private sealed record Raised(SignalKind Kind, string Pupil, string Tool, string Goal, Provenance By, DateTimeOffset At);

    private static IEnumerable<string> Lines(IEnumerable<Raised> open, SignalKind kind) =>
        open.Where(o => o.Kind == kind).Select(o => $"{o.Pupil[4..]} {o.Tool} {o.Goal} {o.By}").Order(StringComparer.Ordinal);

    private static IEnumerable<Raised> Judge(string tool, DateTimeOffset now)
    {
        var room = new Classroom(School, now);
        var goals = School.MethodGoals[tool].Goals.ToList();
        var profile = ToolProfile.Parse(School.Tool(tool).Profile.GetRawText());
        var remarks = room.Remarks(tool, now).Select(r => (r.Pupil, r.Goal, Event: Event(r)));
        var work = room.Exercises(tool, now).Select(e => (e.Pupil, e.Goal, Event: Event(e))).Concat(remarks);
        foreach (var track in work.GroupBy(w => (w.Pupil.LasKey, goals.Single(g => g.Code == w.Goal).Domain)))
        {
            var fold = new TrackFold(new FoldSettings(profile), track.Key.Domain);
            foreach (var (_, goal, @event) in track.OrderBy(w => w.Event.Result.TakenAt)) fold.Apply(@event, [1 + goals.FindIndex(g => g.Code == goal)]);
            foreach (var e in fold.Episodes.Where(e => e.EndedAt is null)) yield return new Raised(e.Kind, track.Key.LasKey, tool, goals[e.MethodGoal - 1].Code, e.Provenance, e.RaisedAt);
        }
    }

    // As the publishers' adapters read them.
    private static TrackEvent Event(Exercise e) => new(new StoredResult
    {
        ResultKey = Guid.CreateVersion7(e.At), TakenAt = e.At, Status = ResultStatus.Final, IsPrimary = true,
        Origin = e.Passed is null ? OriginKind.Practice : OriginKind.EntryTest,
        Meaning = e.Rating is not null ? ScoreMeaning.MasteryRating : e.State is not null ? ScoreMeaning.GoalState : ScoreMeaning.ProportionCorrect,
        Score = e.Rating ?? (e.State is null ? e.Correct : null), ScoreMax = e.Rating is null && e.State is null ? e.Items : null, Label = e.State,
        Items = e.Items, Correct = e.Correct, Seconds = e.Seconds,
    }, Trigger(e.Cue));

    private static TrackEvent Event(Remark r) => new(
        new StoredResult { ResultKey = Guid.CreateVersion7(r.At), TakenAt = r.At, Status = r.Status == "not-started" ? ResultStatus.Missing : ResultStatus.Final, IsPrimary = true, Label = r.Status },
        Trigger(r.Cue) ?? (r.FollowUp ? new Trigger { Kind = SignalKind.Stuck } : new Trigger()));

    private static Trigger? Trigger(Cue? cue) => cue is null ? null : new Trigger { Kind = cue.Kind is null ? null : Enum.Parse<SignalKind>(cue.Kind), ReasonText = cue.Text };
}
