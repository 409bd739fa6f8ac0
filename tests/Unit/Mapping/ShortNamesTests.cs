using Dashboard.Mapping.Goals;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Mapping;

public sealed class ShortNamesTests
{
    [Theory]
    [InlineData("De leerlingen leren klokken lezen, zoals analoge en digitale", "Klokken lezen")]
    [InlineData("De leerling kan rijgen (met kralen) van elk soort", "Rijgen van elk soort")]
    [InlineData("optellen en aftrekken van getallen met een of twee cijfers achter de komma", "Optellen en aftrekken van getallen")]
    [InlineData("Tellen", "Tellen")]
    [InlineData("verkennen van klokken; en daarna iets anders", "Verkennen van klokken")]
    [InlineData("(tussen haakjes)", "(tussen haakjes)")]
    public void A_name_is_proposed_from_the_text(string text, string name) => Assert.Equal(name, ShortNames.Propose(text));

    [Fact]
    public void A_proposal_has_at_most_forty_characters_whatever_the_text()
    {
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => new string((char)random.Next('a', 'z'), random.Next(1, 20)) + (random.Next(6) == 0 ? ", " : random.Next(9) == 0 ? " (" : " ")));
            var name = ShortNames.Propose(text);
            Assert.InRange(name.Length, 1, ShortNames.Longest);
            Assert.Equal(name, ShortNames.Propose(text)); // pure
        }
    }

    [Fact]
    public void Without_a_name_a_long_text_is_cut_at_a_word_and_a_short_one_is_not()
    {
        Assert.Equal("Naam", ShortNames.Shown("Naam", new string('x', 300)));
        Assert.Equal("Een korte tekst", ShortNames.Shown(null, "Een korte tekst"));
        var cut = ShortNames.Shown(null, string.Join(' ', Enumerable.Repeat("woorden", 30)));
        Assert.EndsWith("woorden…", cut, StringComparison.Ordinal);
        Assert.InRange(cut.Length, 20, 65);
        Assert.InRange(ShortNames.Shown(null, new string('x', 300)).Length, 20, 65);
    }

    [Theory, Trait("Requirement", "LD-11")]
    [InlineData(LinkRelation.Exact, LinkRelation.Narrow, LinkRelation.Narrow)]
    [InlineData(LinkRelation.Exact, LinkRelation.Close, LinkRelation.Close)]
    [InlineData(LinkRelation.Broad, LinkRelation.Exact, LinkRelation.Broad)]
    [InlineData(LinkRelation.Narrow, LinkRelation.Narrow, LinkRelation.Narrow)]
    [InlineData(LinkRelation.Broad, LinkRelation.Broad, LinkRelation.Broad)]
    [InlineData(LinkRelation.Close, LinkRelation.Narrow, null)]
    [InlineData(LinkRelation.Broad, LinkRelation.Narrow, null)]
    [InlineData(LinkRelation.Narrow, LinkRelation.Broad, null)]
    [InlineData(LinkRelation.Close, LinkRelation.Close, null)]
    [InlineData(LinkRelation.Related, LinkRelation.Narrow, null)]
    public void Relations_are_composed_only_where_that_is_sound(LinkRelation first, LinkRelation second, LinkRelation? together) => Assert.Equal(together, Composition.Of(first, second));

    [Theory, Trait("Requirement", "LD-07")]
    [InlineData("Schaken", null, "spel", "3", null)]
    [InlineData(" ", null, "spel", "3", "title-missing")]
    [InlineData("Schaken", "een naam die veel te lang is om in een zin te passen", "spel", "3", "name-too-long")]
    [InlineData("Schaken", null, "", "3", "subject-missing")]
    [InlineData("Schaken", null, "spel", "9", "groepen-invalid")]
    [InlineData("Schaken", null, "spel", "3,3", "groepen-invalid")]
    public void An_own_goal_is_checked(string title, string? name, string subject, string groepen, string? rule) =>
        Assert.Equal(rule, OwnGoals.Check(new OwnGoal(null, title, name, subject, null, [.. groepen.Split(',').Select(g => short.Parse(g, null))])));
}
