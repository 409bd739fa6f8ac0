using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Dashboard.Samples.School;
using Npgsql;

namespace Dashboard.SystemTests.Operations;

/// <summary>Every connection of the host over TLS, against a real PostgreSQL and a real RabbitMQ with a private PKI; a server of another root is refused.</summary>
[Collection(RabbitTests.Name)]
public sealed class TlsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new("tls");
    private readonly X509Certificate2 _root = Certificates.Root("Wortel"), _other = Certificates.Root("Andere wortel"), _server, _elsewhere;
    private PostgresServer _postgres = null!;
    private RabbitNode _rabbit = null!;
    private TestDatabase _database = null!;

    public TlsTests()
    {
        (_server, _elsewhere) = (Certificates.Signed("server", _root), Certificates.Signed("elders", _root, onlyFor: "elders.example"));
        File.WriteAllText(In("root.pem"), _root.ExportCertificatePem());
        File.WriteAllText(In("other.pem"), _other.ExportCertificatePem());
        var shown = ServerCertificate.Of(_server);
        File.WriteAllText(In("host.pem"), shown.Pem);
        File.WriteAllText(In("host.key"), shown.Key);
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RabbitNode.Find() is null, "RabbitMQ is not installed on this machine");
        _postgres = await PostgresServer.StartPrivate();
        await _postgres.Show(ServerCertificate.Of(_server));
        _database = await TestDatabase.Create(_postgres, "tls");
        _rabbit = await RabbitNode.Start(RabbitNode.Find()!, ServerCertificate.Of(_server));
    }

    [Fact]
    public async Task A_result_that_came_over_https_goes_over_TLS_to_the_ledger_and_the_bus_and_is_seen()
    {
        var port = Shell.FreePort();
        var settings = Settings(database: "root.pem", broker: "root.pem");
        settings["Kestrel__Endpoints__Https__Url"] = $"https://127.0.0.1:{port}";
        (settings["Kestrel__Endpoints__Https__Certificate__Path"], settings["Kestrel__Endpoints__Https__Certificate__KeyPath"]) = (In("host.pem"), In("host.key"));
        await using var host = DashboardHost.Launch(settings, Shell.FreePort(), "--demo", "true");
        using var http = Trusting(_root, port);
        await Probe.Until($"the host answers over https: {host.Output}", async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(90));

        await Send(http);

        await Probe.Until("the result is through", async () => string.Join('/', (await _database.Query("select state, accepted from delivery")).SelectMany(r => r)), seen => seen == "2/1");
        var cookie = await LogIn(http);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        using var page = new HttpRequestMessage(HttpMethod.Get, "/g/groep-5");
        page.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var seen = await http.SendAsync(page, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(["1"], (await _database.Query("select count(*) from result"))[0]);

        // Nobody of ours talks to a server in the clear.
        Assert.Equal([["t"]], await _database.Query("select distinct s.ssl from pg_stat_ssl s join pg_stat_activity a using (pid) where a.application_name like 'dashboard-%'"));
        Assert.Equal(["true"], (await _rabbit.Control("list_connections", "--no-table-headers", "ssl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct());
        // Who does not know the root is not fooled either.
        using var stranger = Trusting(_other, port);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync("/health/ready", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("other.pem", false)] // a root that did not sign
    [InlineData("root.pem", true)] // the right root, the certificate of another server
    public async Task A_database_that_nobody_vouches_for_is_refused_and_the_host_does_not_start(string root, bool elsewhere)
    {
        if (elsewhere) await _postgres.Show(ServerCertificate.Of(_elsewhere));
        var (code, said) = await DashboardHost.Command(Settings(database: root, broker: null), "school", "list");
        Assert.Equal(1, code);
        Assert.Contains("SSL", said, StringComparison.Ordinal);
        Assert.Empty(await _database.Query("select 1 from pg_tables where tablename = 'school'")); // nothing was migrated, so nothing was said to it
    }

    [Theory]
    [InlineData("other.pem", false), InlineData("root.pem", true)]
    public async Task A_broker_that_nobody_vouches_for_is_refused_and_what_came_in_waits_in_the_ledger(string root, bool elsewhere)
    {
        if (elsewhere) await _rabbit.Show(ServerCertificate.Of(_elsewhere));
        await using var host = DashboardHost.Launch(Settings(database: "root.pem", broker: root), "--demo", "true");
        await Probe.Until("the host answers", async () => (await host.Http.GetAsync("/health/live")).IsSuccessStatusCode, TimeSpan.FromSeconds(90));
        await Send(host.Http);
        await Probe.Until("the host says that it cannot connect", () => Task.FromResult(host.Output.Contains("Connection Failed", StringComparison.OrdinalIgnoreCase)));

        using var ready = await host.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal([["0", "1"]], await _database.Query("select state, parts from delivery"));
        Assert.Equal("", (await _rabbit.Control("list_queues", "--no-table-headers", "name")).Trim());
    }

    [Theory]
    [InlineData("amqps://localhost", "weg.pem", "RabbitMq:TrustedRoots"), InlineData("amqps://localhost", "host.key", "RabbitMq:TrustedRoots")]
    [InlineData("amqp://localhost", "root.pem", "amqps://"), InlineData("localhost:5671", null, "ConnectionStrings:RabbitMq")]
    public void A_setting_that_will_not_do_is_named(string address, string? roots, string named) =>
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => Host.BrokerTls.Read(address, roots is null ? null : In(roots))).Message, StringComparison.Ordinal);

    /// <param name="database">File with the root that the database's certificate has to come from.</param>
    /// <param name="broker">The same for the broker; null: the bus in memory.</param>
    private Dictionary<string, string> Settings(string database, string? broker)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Dashboard"] = new NpgsqlConnectionStringBuilder(_database.Owner) { Pooling = true, SslMode = SslMode.VerifyFull, RootCertificate = In(database) }.ConnectionString,
            ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = _folder.Location, ["Sample__Send"] = "false",
        };
        if (broker is not null) (settings["ConnectionStrings__RabbitMq"], settings["RabbitMq__TrustedRoots"]) = ($"amqps://guest:guest@127.0.0.1:{_rabbit.Port}", In(broker));
        return settings;
    }

    /// <summary>One result of one pupil of the sample school, as Rekentuin's own client would send it.</summary>
    private static async Task Send(HttpClient http)
    {
        var stop = TestContext.Current.CancellationToken;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "rekentuin-demo", ["client_secret"] = "demo", ["scope"] = "eduv.result" });
        using var token = await http.PostAsync("/connect/token", form, stop);
        var at = TimeProvider.System.GetUtcNow();
        var year = Schools.Calendar.SchoolTime.SchoolYear(Schools.Calendar.SchoolTime.Day(at));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/eduv/v2/results") { Content = new StringContent($$"""
            { "id": "m", "assessmentDateTime": "{{at:yyyy-MM-ddTHH:mm:ssZ}}", "timestamp": "{{at:yyyy-MM-ddTHH:mm:ssZ}}", "schoolPeriod": "{{year}}-{{year + 1}}",
              "school": { "organisationIds": [ { "organisationId": "{{SampleSchool.Load().File.School.Brin}}", "organisationIdType": "OIE_CODE" } ] }, "assessmentDefinition": { "id": "rekentuin-klok", "name": "Klok" },
              "studentScoresAndResults": [ { "id": "s-1", "student": { "userIds": [ { "userId": "lln-maaike", "userIdType": "ASI" } ] }, "dateCreated": "{{at:yyyy-MM-ddTHH:mm:ssZ}}", "dateLastModified": "{{at:yyyy-MM-ddTHH:mm:ssZ}}",
                "scores": [ { "scoreType": "NumberCorrect", "scoreValue": "9", "scoreMaximum": "10", "assessmentId": "rekentuin-klok" } ] } ] }
            """, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", JsonDocument.Parse(await token.Content.ReadAsStringAsync(stop)).RootElement.GetProperty("access_token").GetString());
        using var answer = await http.SendAsync(request, stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(stop));
    }

    /// <returns>The cookie of vera's session, as the host sets it.</returns>
    private static async Task<string> LogIn(HttpClient http)
    {
        var stop = TestContext.Current.CancellationToken;
        using var form = await http.GetAsync("/inloggen", stop);
        var antiforgery = System.Text.RegularExpressions.Regex.Match(await form.Content.ReadAsStringAsync(stop), "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Groups[1].Value;
        using var post = new HttpRequestMessage(HttpMethod.Post, "/inloggen") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["naam"] = "vera", ["wachtwoord"] = "demo", ["__RequestVerificationToken"] = antiforgery }) };
        post.Headers.Add("Cookie", string.Join("; ", form.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])));
        using var answer = await http.SendAsync(post, stop);
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("dashboard.sessie", StringComparison.Ordinal));
    }

    private static HttpClient Trusting(X509Certificate2 root, int port)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(root);
        return new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{port}") };
    }

    private string In(string name) => Path.Combine(_folder.Location, name);

    public async ValueTask DisposeAsync()
    {
        if (_rabbit is not null) await _rabbit.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        foreach (var certificate in new[] { _root, _other, _server, _elsewhere }) certificate.Dispose();
        _folder.Dispose();
    }
}
