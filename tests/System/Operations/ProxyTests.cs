using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Dashboard.SystemTests.Operations;

/// <summary>A real host asked from an address of this machine that is not loopback: once a known proxy, once a stranger who writes the same headers.</summary>
public sealed partial class ProxyTests(RealParts parts)
{
    [Fact, Trait("Requirement", "DA-18")]
    public async Task A_known_proxy_says_for_whom_it_asks_and_wrong_passwords_count_for_that_address()
    {
        foreach (var known in new[] { Own(), Own() + "/32" })
        {
            await using var database = await parts.NewDatabase();
            await using var host = await Start(database, known);
            using var http = From(host);
            for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.BadRequest, (await Guess(http, "203.0.113.5")).Status);

            Assert.Equal(HttpStatusCode.TooManyRequests, (await Guess(http, "203.0.113.5")).Status);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await Guess(http, "198.51.100.1, 203.0.113.5")).Status); // what a visitor writes himself stands further away
            var other = await Guess(http, "203.0.113.6");
            Assert.Equal((HttpStatusCode.BadRequest, true), (other.Status, other.Https));
        }
    }

    [Fact, Trait("Requirement", "DA-18")]
    public async Task From_an_unknown_address_the_headers_count_for_nothing()
    {
        await using var database = await parts.NewDatabase();
        await using var host = await Start(database, "192.0.2.1");
        using var http = From(host);
        for (var i = 0; i < 3; i++)
        {
            var (status, https) = await Guess(http, $"203.0.113.{i}");
            Assert.Equal((HttpStatusCode.BadRequest, false), (status, https));
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Guess(http, "203.0.113.99")).Status); // each time the same visitor
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_ends_the_start()
    {
        await using var database = await parts.NewDatabase();
        await Assert.ThrowsAsync<ProcessEndedException>(() => Start(database, "proxy.example"));
    }

    private static async Task<DashboardHost> Start(TestDatabase database, string known)
    {
        var port = Shell.FreePort();
        var host = DashboardHost.Launch(new Dictionary<string, string>
        {
            ["ConnectionStrings__Dashboard"] = database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = Path.GetTempPath(), ["SignIn__MostFailures"] = "3", ["Proxy__Known"] = known,
            ["Kestrel__Endpoints__Http__Url"] = $"http://0.0.0.0:{port}",
        }, port, "--demo", "false");
        try
        {
            await host.Ready();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private static HttpClient From(DashboardHost host) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://{Own()}:{host.Address.Port}") };

    /// <summary>A wrong password, with the headers that a proxy writes.</summary>
    /// <returns>The status, and whether the host took the request for https.</returns>
    private static async Task<(HttpStatusCode Status, bool Https)> Guess(HttpClient http, string forwardedFor)
    {
        var stop = TestContext.Current.CancellationToken;
        HttpRequestMessage Request(HttpMethod method)
        {
            var request = new HttpRequestMessage(method, "/inloggen");
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            request.Headers.Add("X-Forwarded-Proto", "https");
            return request;
        }
        using var ask = Request(HttpMethod.Get);
        using var form = await http.SendAsync(ask, stop);
        using var post = Request(HttpMethod.Post);
        post.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["naam"] = "iemand", ["wachtwoord"] = "een gok", ["__RequestVerificationToken"] = Token().Match(await form.Content.ReadAsStringAsync(stop)).Groups[1].Value });
        post.Headers.Add("Cookie", string.Join("; ", form.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])));
        using var answer = await http.SendAsync(post, stop);
        return (answer.StatusCode, answer.Headers.Contains("Strict-Transport-Security"));
    }

    private static string Own()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().Where(n => n.OperationalStatus == OperationalStatus.Up).SelectMany(n => n.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        Assert.SkipWhen(own is null, "This machine has no address but loopback");
        return own!.ToString();
    }

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
