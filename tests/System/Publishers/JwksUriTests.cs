using System.Net;
using Dashboard.Publishers.Tokens;
using Microsoft.AspNetCore.Http;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A publisher's own jwks_uri on a real TLS server; what names resolve to is the test's.</summary>
public sealed class JwksUriTests : IAsyncDisposable
{
    private readonly SigningKey _key = new("k");
    private readonly TlsServer _server;

    public JwksUriTests() => _server = new TlsServer(Answer);

    [Fact]
    public async Task Keys_are_fetched_over_https()
    {
        using var fetcher = new JwksFetcher(_server.Dial(_ => true));
        var (keys, fresh, problem) = await Fetch(fetcher, "/jwks.json");
        Assert.Equal((1, TimeSpan.FromMinutes(2), null), (keys!.Keys.Count, fresh, problem));
    }

    [Fact]
    public async Task An_internal_address_is_never_connected_to_even_beside_a_public_one()
    {
        foreach (var addresses in new[] { new[] { IPAddress.Loopback }, [IPAddress.Parse("8.8.8.8"), IPAddress.Loopback], [IPAddress.Parse("169.254.169.254")], [] })
        {
            using var fetcher = new JwksFetcher(new JwksDial((_, _) => Task.FromResult(addresses), PublicAddress.Is, _server.Ours));
            var (keys, _, problem) = await Fetch(fetcher, "/jwks.json");
            Assert.Equal((null, "De host van jwks_uri heeft een adres dat niet openbaar is."), (keys, problem));
        }
        Assert.Equal(0, _server.Asked);
    }

    [Theory]
    [InlineData("/elders"), InlineData("/groot"), InlineData("/fout"), InlineData("/geen-json"), InlineData("/geheim"), InlineData("/traag")]
    public async Task A_redirect_too_much_too_slow_or_a_secret_key_gives_no_keys(string path)
    {
        using var fetcher = new JwksFetcher(_server.Dial(_ => true));
        var (keys, _, problem) = await Fetch(fetcher, path);
        Assert.Null(keys);
        Assert.NotNull(problem);
        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_gives_no_keys()
    {
        using var fetcher = new JwksFetcher(_server.Dial(_ => true) with { Trust = null });
        Assert.Null((await Fetch(fetcher, "/jwks.json")).Keys);
        Assert.Equal(0, _server.Asked);
    }

    private Task<(PublicKeySet? Keys, TimeSpan? Fresh, string? Problem)> Fetch(JwksFetcher fetcher, string path) =>
        fetcher.Fetch(_server.Address + path, [new Uri(_server.Address).Authority], TestContext.Current.CancellationToken);

    private async Task Answer(HttpContext http)
    {
        switch (http.Request.Path.Value)
        {
            case "/jwks.json":
                http.Response.Headers.CacheControl = "max-age=120";
                await http.Response.WriteAsync(_key.Jwks);
                break;
            case "/elders": http.Response.Redirect("/jwks.json"); break;
            case "/groot": await http.Response.WriteAsync(new string(' ', 200_000) + _key.Jwks); break;
            case "/fout": http.Response.StatusCode = 500; break;
            case "/geen-json": await http.Response.WriteAsync("<html/>"); break;
            case "/geheim": await http.Response.WriteAsync("""{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}"""); break;
            default:
                while (!http.RequestAborted.IsCancellationRequested)
                {
                    await http.Response.WriteAsync(" ");
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                }
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _key.Dispose();
    }
}
