using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;
using Dashboard.Web.Signals;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Html;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

public class SentenceTests
{
    private sealed class Clock20Nov : TimeProvider { public override DateTimeOffset GetUtcNow() => Now; }

    private static Sentences Say(string language) => new(TextBook.In(language), new Moments(TextBook.In(language), new Clock20Nov()), "groep-5");

    private static string Html(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private static string Text(IHtmlContent content) => WebUtility.HtmlDecode(Regex.Replace(Html(content), "<[^>]+>", ""));

    private static SignalRow Row(int pupils, SignalKind kind = SignalKind.Stuck, int classSize = 26) =>
        SignalRows.Build(Group(classSize, [.. Enumerable.Range(1, pupils).Select(p => Signal(p, Example.Clock, kind))]), Week, Today).Single();

    [Theory, Trait("Requirement", "SI-16")]
    [InlineData("nl", 1, "Leerling A loopt vast op klokkijken, hele uren")]
    [InlineData("nl", 2, "Leerling A en Leerling B lopen vast op klokkijken, hele uren")]
    [InlineData("nl", 3, "Leerling A, Leerling B en Leerling C lopen vast op klokkijken, hele uren")]
    [InlineData("nl", 7, "Leerling A, Leerling B, Leerling C en nog 4 leerlingen lopen vast op klokkijken, hele uren")]
    [InlineData("nl", 11, "11 van de 26 leerlingen lopen vast op klokkijken, hele uren")]
    [InlineData("en", 1, "Leerling A is stuck on klokkijken, hele uren")]
    [InlineData("en", 3, "Leerling A, Leerling B and Leerling C are stuck on klokkijken, hele uren")]
    public void A_signal_names_its_pupils_and_its_goal_in_one_sentence(string language, int pupils, string sentence) =>
        Assert.Equal(sentence, Text(Say(language).Signal(Row(pupils), 26)));

    [Theory]
    [InlineData(SignalKind.FastProgress, "Leerling A gaat snel vooruit op klokkijken, hele uren")]
    [InlineData(SignalKind.NewProgress, "Leerling A heeft nieuwe voortgang op klokkijken, hele uren")]
    public void Each_kind_has_its_own_sentence(SignalKind kind, string sentence) => Assert.Equal(sentence, Text(Say("nl").Signal(Row(1, kind), 26)));

    [Theory, Trait("Requirement", "SI-18")]
    [InlineData(1, 0, "Eén leerling loopt vast, op één doel.")]
    [InlineData(6, 0, "Zes leerlingen lopen vast, op één doel.")]
    [InlineData(2, 1, "Twee leerlingen lopen vast, op één doel. Eén gaat snel vooruit.")]
    [InlineData(13, 2, "13 leerlingen lopen vast, op één doel. Twee gaan snel vooruit.")]
    [InlineData(0, 2, "Twee leerlingen gaan snel vooruit. Er is nu niemand met een signaal dat het vastloopt.")]
    [InlineData(0, 0, "Geen nieuw signaal in deze zeven dagen. Dat zegt niet dat het overal goed gaat.")]
    public void The_title_says_who_needs_me_and_never_that_all_is_well(int stuck, int fast, string sentence)
    {
        var facts = Group(26, [.. Enumerable.Range(1, stuck).Select(p => Signal(p, Example.Clock)), .. Enumerable.Range(1, fast).Select(p => Signal(p, Tables, SignalKind.FastProgress))], [State(1, Tables)]);
        Assert.Equal(sentence, Text(Say("nl").Lead(facts, SignalRows.Build(facts, Week, Today), Week)));
    }

    [Fact]
    public void A_group_without_any_data_is_told_so()
    {
        var facts = Group(26, []);
        Assert.StartsWith("Er kwam nog niets binnen voor Groep 5.", Text(Say("nl").Lead(facts, [], Week)), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "V-08"), Trait("Requirement", "DA-10")]
    public void The_line_below_says_tool_counts_minutes_origin_and_who_works_on_it()
    {
        var mark = new MarkFacts(Guid.Empty, MarkKind.WorksOnThis, 1, null, GoalA.ToString(), "Klokkijken", 1, "Vera", Now, Today.AddDays(20));
        var facts = Group(26, [Signal(1, Example.Clock), Signal(2, ClockElsewhere, provenance: Provenance.Derived, items: 24, seconds: 1320)], marks: [mark]);
        var row = SignalRows.Build(facts, Week, Today).Single();
        Assert.Equal("Muiswerk, Rekentuin · 12 tot 24 opgaven en 15 tot 22 minuten per leerling · deels aanleiding van Muiswerk, deels afgeleid door het dashboard · Leerling A werkt hier deze periode aan", Say("nl").Line(row));
        Assert.Equal("Muiswerk · 4 van 12 opgaven goed, 15 minuten · aanleiding van Muiswerk", Say("nl").Line(Row(1)));
    }

    [Fact]
    public void Names_are_encoded()
    {
        var topic = A with { Name = "<b>Tafels</b>" };
        var row = Row(1) with { Topic = topic };
        Assert.DoesNotContain("<b>Tafels", Html(Say("nl").Signal(row, 26)), StringComparison.OrdinalIgnoreCase);
    }
}
