using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Dashboard.Web.Signals;
using Dashboard.Web.Texts;

namespace Dashboard.Tests.Web;

/// <summary>How fresh each tool's data are, in words (issue text: "Rekentuin: 2 min geleden · Cito: vannacht 03:10").</summary>
public class FreshnessTests
{
    // Friday 20 November 2026, 10:00 in Amsterdam.
    private sealed class FridayMorning : TimeProvider { public override DateTimeOffset GetUtcNow() => Example.Now; }

    [Theory]
    [InlineData("nl", 2, false, "Rekentuin: 2 min geleden")]
    [InlineData("nl", 0, false, "Rekentuin: zojuist")]
    [InlineData("nl", 410, false, "Rekentuin: vannacht 03:10")]
    [InlineData("nl", 60, false, "Rekentuin: vandaag 09:00")]
    [InlineData("nl", 1440, false, "Rekentuin: gisteren 10:00")]
    [InlineData("nl", 8640, true, "Rekentuin: 14 november, later dan normaal")]
    [InlineData("en", 2, false, "Rekentuin: 2 min ago")]
    public void A_feed_says_when_it_last_came_and_that_it_is_late(string language, int minutesAgo, bool late, string said) =>
        Assert.Equal(said, Fresh(language, Example.Now.AddMinutes(-minutesAgo), late));

    [Fact]
    public void A_feed_that_never_came_says_so() => Assert.Equal("Rekentuin: nog niets ontvangen", Fresh("nl", null, late: false));

    private static string Fresh(string language, DateTimeOffset? last, bool late)
    {
        var texts = TextBook.In(language);
        var content = new Sentences(texts, new Moments(texts, new FridayMorning()), "groep-5").Fresh(Example.Tool(2, "Rekentuin") with { LastDeliveryAt = last, Late = late });
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return WebUtility.HtmlDecode(Regex.Replace(writer.ToString(), "<[^>]+>", ""));
    }
}
