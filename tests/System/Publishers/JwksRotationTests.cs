using System.Net;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A publisher changes the keys at its jwks_uri, and tells nobody: when we look, and how long an old key is good.</summary>
public sealed class JwksRotationTests(RealParts parts)
{
    private const string Client = "numo-client";

    [Fact, Trait("Requirement", "DA-18")]
    public async Task An_unknown_key_makes_us_look_again_but_no_more_than_twice_a_minute_and_what_is_gone_is_no_good()
    {
        using var old = new SigningKey("oud");
        using var next = new SigningKey("nieuw");
        var (served, away) = (old.Jwks, false);
        await using var server = new TlsServer(async http =>
        {
            http.Response.Headers.CacheControl = "max-age=120";
            if (away) http.Response.StatusCode = 500;
            else await http.Response.WriteAsync(served);
        });
        var clock = new Clock();
        await using var door = await Door.Open(parts, sample: false, services: s => s.AddSingleton<TimeProvider>(clock).AddSingleton(server.Dial(_ => true)));
        await door.Database.Execute($"update tool set hosts = array_append(hosts, '{new Uri(server.Address).Authority}') where key = 'numo'");
        await door.Get<Registry>().ClientKeys(Client, null, server.Address + "/jwks.json", TestContext.Current.CancellationToken);
        Task<int> Ask(SigningKey key) => Token(door, key, clock);

        Assert.Equal((200, 1), (await Ask(old), server.Asked));
        Assert.Equal((200, 1), (await Ask(old), server.Asked)); // kept

        // The publisher changes over. Within half a minute of the last look we do not look again, whoever asks.
        served = next.Jwks;
        clock.Later(ClientKeys.Between - TimeSpan.FromSeconds(1));
        for (var i = 0; i < 3; i++) Assert.Equal((401, 1), (await Ask(next), server.Asked));
        clock.Later(TimeSpan.FromSeconds(1));
        Assert.Equal((200, 2), (await Ask(next), server.Asked));
        Assert.Equal((401, 2), (await Ask(old), server.Asked)); // gone at once, and no reason to look again so soon
        clock.Later(ClientKeys.Between);
        Assert.Equal((401, 3), (await Ask(old), server.Asked));

        // What the publisher calls good for two minutes is looked at anew after them; while it is away, for a quarter of an hour.
        clock.Later(TimeSpan.FromMinutes(2));
        Assert.Equal((200, 4), (await Ask(next), server.Asked));
        away = true;
        clock.Later(ClientKeys.WhenAway);
        Assert.Equal((200, 5), (await Ask(next), server.Asked));
        clock.Later(TimeSpan.FromSeconds(1));
        Assert.Equal((401, 5), (await Ask(next), server.Asked));
        away = false;
        clock.Later(ClientKeys.Between);
        Assert.Equal((200, 6), (await Ask(next), server.Asked));
    }

    private static async Task<int> Token(Door door, SigningKey key, Clock clock)
    {
        var address = door.Http.BaseAddress!.OriginalString.TrimEnd('/');
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = key.Assertion(Client, address, seconds: (int)clock.Ahead.TotalSeconds + 120),
        });
        using var answer = await door.Http.PostAsync("/connect/token", form, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized, $"{answer.StatusCode}");
        return (int)answer.StatusCode;
    }

    /// <summary>Stands still until it is told otherwise.</summary>
    private sealed class Clock : TimeProvider
    {
        private readonly DateTimeOffset _start = System.GetUtcNow();

        public TimeSpan Ahead { get; private set; }

        public void Later(TimeSpan time) => Ahead += time;

        public override DateTimeOffset GetUtcNow() => _start + Ahead;
    }
}
