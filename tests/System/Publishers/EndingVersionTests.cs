using System.Net.Http.Headers;
using System.Text;
using Dashboard.Publishers.Versions;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A version that will stop is said in every answer to it: Deprecation (RFC 9745) and Sunset (RFC 8594).</summary>
public sealed class EndingVersionTests(RealParts parts)
{
    [Fact]
    public async Task UWLR_2_0_is_answered_with_its_end_also_when_it_is_refused()
    {
        await using var door = await Door.Open(parts);
        foreach (var (version, score, said) in new[] { ("2.0", "4", true), ("2.0", "-1", true), ("2.1", "4", false), ("2.2", "4", false), ("2.3", "4", false) })
        {
            using var content = new StringContent(UwlrDoorTests.Envelope(version: version, score: score), Encoding.UTF8, "text/xml");
            using var answer = await door.Http.PostAsync("/uwlr/v2/leerresultaten", content, TestContext.Current.CancellationToken);
            Assert.Equal((version, said ? "@1795561200" : null), (version, Header(answer, "Deprecation"))); // 25 November 2026, 00:00 in Amsterdam
            Assert.Equal(said ? "Mon, 31 Jul 2028 22:00:00 GMT" : null, Header(answer, "Sunset"));
            Assert.Equal(said ? "</uitgever/afspraken#versies>; rel=\"deprecation\"; type=\"text/html\"" : null, Header(answer, "Link"));
        }
    }

    [Fact]
    public async Task A_minor_version_of_Edu_V_that_ends_is_said_when_it_is_asked_for()
    {
        await using var door = await Door.Open(parts, services: s => s.Configure<VersionPolicy>(p => p.Ending.Add(new(VersionPolicy.EduV, "2.0", new(2026, 12, 1), new(2027, 12, 1)))));
        var token = await door.Token("numo");
        foreach (var (asked, score, said) in new[] { ("2.0.0", "9", true), ("2.0", "11", true), ("2.1.0", "9", false), (null, "9", false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/eduv/v2/results") { Content = new StringContent(EduVDoorTests.Message(score), Encoding.UTF8, "application/json"), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            if (asked is not null) request.Headers.Add("API-Version", asked);
            using var answer = await door.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((asked, said), (asked, Header(answer, "Deprecation") is not null && Header(answer, "Sunset") == "Tue, 30 Nov 2027 23:00:00 GMT"));
        }
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? values.Single() : null;
}
