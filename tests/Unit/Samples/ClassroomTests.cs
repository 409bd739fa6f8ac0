using Dashboard.Samples.Classroom;
using Dashboard.Samples.Classroom.Questions;
using Dashboard.Samples.School;

namespace Dashboard.Tests.Samples;

public class ClassroomTests
{
    private static readonly SampleSchool School = SampleSchool.Load();
    private static readonly string[] Tools = ["muiswerk", "rekentuin", "numo"];

    public static TheoryData<string> Moments => ["2026-11-20T11:48:00Z", "2026-11-22T00:20:00Z", "2026-12-25T09:00:00Z", "2026-08-03T06:00:00Z"];

    [Theory, MemberData(nameof(Moments))]
    public void Six_weeks_that_end_today_with_nothing_in_the_future(string moment)
    {
        var now = At(moment);
        var room = new Classroom(School, now);
        var all = Tools.SelectMany(t => room.Exercises(t, now)).ToList();
        Assert.InRange(all.Count, 6000, 9000);
        Assert.All(Tools, tool => Assert.Contains(room.Exercises(tool, now), e => PracticeDay.Of(e.At) == PracticeDay.Of(now)));
        Assert.All(all, e => Assert.InRange(e.At, now.AddDays(-42), now));
        Assert.Equal(all.Count, all.Select(e => e.Attempt).Distinct().Count());
        Assert.All(all, e => Assert.DoesNotContain(e.Pupil.LasKey[4..], e.Attempt, StringComparison.Ordinal));
        Assert.All(Tools.SelectMany(t => room.Remarks(t, now)), r => Assert.InRange(r.At, now.AddDays(-42), now));
    }

    [Fact]
    public void The_same_story_moment_tells_the_same_past_after_a_restart_and_days_later()
    {
        var story = At("2026-11-22T13:00:00Z");
        foreach (var tool in Tools)
        {
            var first = new Classroom(School, story).Exercises(tool, story);
            var later = new Classroom(School, story).Exercises(tool, story.AddDays(9));
            Assert.Equal(first.Select(Written), later.Where(e => e.At <= story).Select(Written));
            Assert.True(later.Count > first.Count);
        }
    }

    [Fact]
    public void Told_again_on_a_later_day_the_ordinary_past_stays_and_the_story_moves_along()
    {
        var story = At("2026-11-20T11:48:00Z");
        foreach (var tool in Tools)
        {
            var first = new Classroom(School, story).Exercises(tool, story);
            var second = new Classroom(School, story.AddDays(4)).Exercises(tool, story.AddDays(4)).ToDictionary(e => e.Attempt);
            var ordinary = first.Where(e => e.Sequence > 1000 && e.At > story.AddDays(-36) && PracticeDay.Of(e.At) < PracticeDay.Of(story)).ToList();
            Assert.True(ordinary.Count > 1000);
            Assert.All(ordinary, e => Assert.Equal(Written(e), Written(second[e.Attempt])));
            Assert.All(first.Where(e => e.Sequence < 1000), e => Assert.True(second[e.Attempt].At > e.At));
        }
    }

    [Fact]
    public void Maaike_is_stuck_on_hele_uren_did_three_goals_well_and_nothing_on_inhoud()
    {
        var now = At("2026-11-20T11:48:00Z");
        var hers = Tools.SelectMany(t => new Classroom(School, now).Exercises(t, now)).Where(e => e.Pupil.LasKey == "lln-maaike").ToList();
        var clock = hers.Where(e => e.Goal == "MEETKUNDE-KLOK/KLOK-HEEL").ToList();
        Assert.Equal([(2, 4, 6), (1, 4, 5), (1, 4, 4)], clock.Select(e => (e.Correct, e.Items, e.Seconds / 60)));
        Assert.Equal(120, clock.Sum(e => e.ExplanationSeconds));
        Assert.Equal([null, null, "Stuck"], clock.Select(e => e.Cue?.Kind));
        Assert.Equal(6, hers.Where(e => e.Goal == "rekentuin-klok").Sum(e => e.Items));
        Assert.DoesNotContain(hers, e => e.Goal.Contains("inhoud", StringComparison.OrdinalIgnoreCase));
        Assert.Equal((18, 20), Sum(hers, "MEETKUNDE-LENGTE/LENGTE-OMTREK"));
        Assert.Equal((15, 16), Sum(hers, "MEETKUNDE-OPPERVLAKTE/OPP-RECHTHOEK"));
        Assert.Equal((11, 12), Sum(hers, "MEETKUNDE-GEWICHT/GEWICHT-KGG"));
    }

    [Fact]
    public void Every_exercise_can_show_its_items_with_the_answers_given()
    {
        var now = At("2026-11-20T11:48:00Z");
        foreach (var exercise in Tools.SelectMany(t => new Classroom(School, now).Exercises(t, now)))
        {
            var items = Sheet.Of(exercise);
            Assert.Equal(exercise.Right, items.Select(i => i.Right));
            Assert.All(items, i => Assert.Equal(i.Right, i.Given == i.Answer));
        }
    }

    [Fact]
    public void A_recount_keeps_the_attempt_and_changes_what_was_right()
    {
        var now = At("2026-11-20T11:48:00Z");
        var before = new Classroom(School, now).Exercises("numo", now).First(e => e.State == "bezig");
        var after = before.Recounted(before.Items, now);
        Assert.Equal((before.Attempt, before.Items, "behaald"), (after.Attempt, after.Correct, after.State));
    }

    private static (int, int) Sum(List<Exercise> hers, string goal) => (hers.Where(e => e.Goal == goal).Sum(e => e.Correct), hers.Where(e => e.Goal == goal).Sum(e => e.Items));

    private static string Written(Exercise e) => $"{e.Attempt} {e.Pupil.LasKey} {e.Goal} {e.At:O} {e.Correct}/{e.Items} {e.Seconds} {e.Rating} {e.State} {e.Cue?.Kind}";

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
}
