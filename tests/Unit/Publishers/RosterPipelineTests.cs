using System.Net;
using Dashboard.Publishers;
using Dashboard.Publishers.Edexml;
using Dashboard.Publishers.EduV.Roster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.Publishers;

/// <summary>The Edu-V roster client goes through the pipeline of every source: retry, its own pause, circuit breaker.</summary>
public sealed class RosterPipelineTests
{
    [Fact]
    public async Task An_administration_that_keeps_failing_is_asked_again_and_then_left_alone()
    {
        var source = new Source(() => new(HttpStatusCode.InternalServerError));
        await using var services = Services(source);
        for (var i = 0; i < 2; i++) await Fails(services, "500");
        Assert.Equal(8, source.Asked); // one question, and three more tries, twice
        await Fails(services, "antwoordt niet");
        Assert.Equal(8, source.Asked);
    }

    [Fact]
    public async Task A_pause_that_it_asks_for_is_kept_and_one_that_is_too_long_is_not_waited_for()
    {
        var answers = new Queue<HttpResponseMessage>([Busy(1), new(HttpStatusCode.Unauthorized), Busy(3600)]);
        var source = new Source(answers.Dequeue);
        await using var services = Services(source);
        await Fails(services, "401");
        Assert.Equal(2, source.Asked);
        Assert.True(source.Times[1] - source.Times[0] >= TimeSpan.FromMilliseconds(990));
        await Fails(services, "429");
        Assert.Equal(3, source.Asked);
    }

    private static async Task Fails(IServiceProvider services, string why) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<RosterUnreadableException>(() => services.GetRequiredService<RosterFetch>().Fetch(Las(), 2026, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);

    private static RosterAdministration Las()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var p = key.ExportParameters(true);
        return new(new Uri("https://las.example/eduv"), new Uri("https://las.example/token"), "dashboard",
            new JsonWebKey { Kty = "EC", Crv = "P-256", X = Base64UrlEncoder.Encode(p.Q.X!), Y = Base64UrlEncoder.Encode(p.Q.Y!), D = Base64UrlEncoder.Encode(p.D!) }, "99XX", "OIE_CODE");
    }

    private static ServiceProvider Services(Source source)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddRosterFetch();
        services.AddHttpClient(RosterFetch.Client).ConfigurePrimaryHttpMessageHandler(() => source);
        return services.BuildServiceProvider();
    }

    private static HttpResponseMessage Busy(int seconds) => new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(seconds)) } };

    private sealed class Source(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<DateTimeOffset> Times { get; } = [];
        public int Asked => Times.Count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Times.Add(TimeProvider.System.GetUtcNow());
            return Task.FromResult(answer());
        }
    }
}
