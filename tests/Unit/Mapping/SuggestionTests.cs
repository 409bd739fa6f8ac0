using Dashboard.Mapping.Proposals;

namespace Dashboard.Tests.Mapping;

/// <summary>Dutch words, and what is suggested because of them.</summary>
public sealed class SuggestionTests
{
    [Theory]
    [InlineData("klokken", "klok")]
    [InlineData("klokje", "klok")]
    [InlineData("bomen", "boom")]
    [InlineData("optelling", "optellen")]
    [InlineData("brieven", "brief")]
    [InlineData("huizen", "huis")]
    [InlineData("vermenigvuldigingen", "vermenigvuldigen")]
    [InlineData("coördinaten", "coordinaat")]
    [InlineData("gesprekken", "gesprek")]
    [InlineData("mogelijkheden", "mogelijkheid")]
    public void Forms_of_a_word_have_one_stem(string one, string other) => Assert.Equal(DutchStem.Of(other), DutchStem.Of(one));

    [Theory]
    [InlineData("tellen", "tafel")]
    [InlineData("meten", "meer")]
    [InlineData("breuk", "broek")]
    public void Other_words_have_other_stems(string one, string other) => Assert.NotEqual(DutchStem.Of(other), DutchStem.Of(one));

    [Theory]
    [InlineData("De leerling rekent met 10.000", "rekent 10000")]
    [InlineData("tien km + 5 kg", "tien km + 5 kg")]
    [InlineData("Hij kan het", "")]
    public void Words_that_say_nothing_are_left_out(string text, string words) => Assert.Equal(words, string.Join(' ', DutchWords.Read(text).Select(w => w.Written)));

    [Theory]
    [InlineData("tien", "10")]
    [InlineData("km", "kilometer")]
    [InlineData("+", "optellen")]
    [InlineData("10.000", "10000")]
    public void Numbers_and_units_have_one_form(string one, string other) => Assert.Equal(DutchWords.Read(other).Single().Stem, DutchWords.Read(one).Single().Stem);

    [Fact]
    public void A_compound_is_split_into_words_that_the_goals_use()
    {
        var compounds = new Compounds(new HashSet<string> { DutchStem.Of("lengte"), DutchStem.Of("maten"), DutchStem.Of("tijd"), DutchStem.Of("duur") });
        Assert.Equal([DutchStem.Of("lengte"), DutchStem.Of("maten")], compounds.Split(DutchStem.Of("lengtematen")));
        Assert.Equal([DutchStem.Of("tijd"), DutchStem.Of("duur")], compounds.Split(DutchStem.Of("tijdsduur")));
        Assert.Empty(compounds.Split(DutchStem.Of("vierhoeken")));
    }

    [Theory]
    [InlineData("groep 5", "5")]
    [InlineData("groep 4-6", "4 5 6")]
    [InlineData("Groepen 3, 4 en 5", "3 4 5")]
    [InlineData("groep 6 t/m 8", "6 7 8")]
    [InlineData("niveau 2", "")]
    [InlineData(null, "")]
    public void Years_come_from_the_publishers_level(string? level, string years) => Assert.Equal(years, string.Join(' ', Years.Of(level)));

    private static readonly GoalTexts Goals = new(
    [
        new(1, "De tijd aflezen bij hele uren, op een klok met wijzers en op een digitale klok", "Meten: tijd rekenen", [3, 4, 5]),
        new(2, "De tijd op de minuut aflezen op een klok met wijzers", "Meten: tijd rekenen", [6]),
        new(3, "Getallen tot 1000 lezen, schrijven en uitspreken", "Getallen rekenen", [4, 5]),
        new(4, "Lengtes meten met een liniaal", "Meten: lengte rekenen", [4, 5]),
    ]);

    [Fact, Trait("Requirement", "LD-29")]
    public void The_best_fitting_goal_comes_first_and_says_why()
    {
        var found = Goals.Rank(new MethodText("Analoog klokkijken: hele uren", null, "Tijd", [5]), 5);

        Assert.Equal(1, found[0].GoalId);
        Assert.Contains("uren", found[0].Words);
        Assert.True(found[0] is { Domain: true, Level: true });
        Assert.False(found.Single(s => s.GoalId == 2).Level);
        Assert.DoesNotContain(found, s => s.GoalId == 3);
    }

    [Fact]
    public void What_is_linked_already_is_not_suggested_again()
    {
        Assert.DoesNotContain(Goals.Rank(new MethodText("hele uren", null, null, []), 5, id => id == 1), s => s.GoalId == 1);
        Assert.Empty(Goals.Rank(new MethodText("spelling", null, null, []), 5));
    }
}
