using Dashboard.Samples.School;

namespace Dashboard.Tests.Samples;

public class SampleSchoolTests
{
    private static readonly SampleSchool School = SampleSchool.Load();

    [Fact]
    public void Three_groups_of_26_pupils_with_keys_of_their_first_names()
    {
        Assert.Equal([26, 26, 26], School.Roster.Pupils.GroupBy(p => p.Group).Select(g => g.Count()));
        Assert.Equal(78, School.Roster.Pupils.Select(p => p.LasKey).Distinct().Count());
        Assert.All(School.Roster.Pupils, p => Assert.Matches("^lln-[a-z]+$", p.LasKey));
        Assert.Equal("groep-5", School.Roster.Pupil("lln-maaike").Group);
        Assert.Contains(School.Roster.Pupils, p => p.EckId is null);
        Assert.All(School.Roster.Pupils.Where(p => p.EckId is not null), p => Assert.Matches("^https://ketenid.nl/pilot/[0-9a-f]{128}$", p.EckId));
    }

    [Fact]
    public void The_roster_file_is_of_the_school_year_that_is_asked_for() =>
        Assert.Contains("<schooljaar>2026-2027</schooljaar>", SampleSchool.Edexml(2026), StringComparison.Ordinal);

    [Fact]
    public void Every_goal_fits_the_page_and_has_a_kerndoel()
    {
        Assert.All(School.Goals.Goals, goal =>
        {
            Assert.InRange(goal.Title.Length, 1, 140);
            Assert.InRange(goal.ShortName.Length, 1, 40);
            Assert.NotEmpty(School.Goals.KerndoelenOf(goal));
            Assert.NotEqual(Guid.Empty, goal.Key);
        });
        Assert.Equal(School.Goals.Goals.Count, School.Goals.Goals.Select(g => g.Uri).Distinct().Count());
    }

    [Fact]
    public void Every_link_goes_to_a_goal_and_some_goals_and_method_goals_have_none()
    {
        var goals = School.Goals.Goals.Select(g => g.Uri).ToHashSet();
        var methodGoals = School.MethodGoals.Values.SelectMany(f => f.Goals).ToList();
        var links = methodGoals.SelectMany(g => g.Links).ToList();
        Assert.All(links, link => Assert.Contains(link.Goal, goals));
        Assert.Contains(links, link => link.Coverage is { Parts: 1, Of: 2 });
        Assert.Contains(methodGoals, g => g.Links.Count == 0);
        Assert.Contains(School.Goals.Goals, g => g.ShortName == "Verhoudingstabel verkennen" && links.TrueForAll(l => l.Goal != g.Uri));
        Assert.Contains(methodGoals, g => g.Code == "MEETKUNDE-KLOK/KLOK-HEEL");
    }
}
