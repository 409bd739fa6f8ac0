using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Mapping;
using Dashboard.Mapping.MethodGoals;
using Dashboard.Publishers;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Styles;
using Dashboard.Schools;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.SystemTests.Publishers;

/// <summary>The publishers' door by itself: its endpoints on a real port, over a real database with one school and two publishers.</summary>
public sealed class Door : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _owner;

    private Door(WebApplication app, TestDatabase database, Database store, bool owner) =>
        (_app, Database, Store, Http, _owner) = (app, database, store, new HttpClient { BaseAddress = new Uri(app.Urls.First()) }, owner);

    public TestDatabase Database { get; }
    public Database Store { get; }
    public HttpClient Http { get; }
    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public int School { get; private set; }
    public int OtherSchool { get; private set; }

    /// <summary>School "beuk" (BRIN 11AA) with Muiswerk (key "sleutel") and Numo; school "eik" (11BB) without feeds; pupil "lln-1".</summary>
    public static async Task<Door> Open(RealParts parts, bool sample = true, Action<DoorLimits>? limits = null, Action<IServiceCollection>? services = null)
    {
        var database = await parts.NewDatabase();
        await database.Migrate();
        var store = database.Open();
        var door = new Door(await Start(database, store, sample, s => { services?.Invoke(s); s.Configure(limits ?? (_ => { })); }), database, store, owner: true);
        await door.Fill();
        return door;
    }

    /// <summary>Another node over the same database.</summary>
    public async Task<Door> Beside() => new(await Start(Database, Store, sample: true, services: null), Database, Store, owner: false);

    private static async Task<WebApplication> Start(TestDatabase database, Database store, bool sample, Action<IServiceCollection>? services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error);
        builder.Services.AddRoutingCore().AddSingleton(TimeProvider.System).AddSingleton(store).AddSingleton(database.Keys).AddSingleton<PartPayload>()
            .AddSingleton(new SampleOptions(sample)).AddSingleton<DispatcherSignal>().AddSchools().AddPublishers().AddMapping();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPublishers();
        app.MapMethodGoals();
        await app.StartAsync();
        return app;
    }

    private async Task Fill()
    {
        var stop = TestContext.Current.CancellationToken;
        var registry = Get<Registry>();
        School = await registry.School("beuk", "11AA", "00", "De Beuk", sample: false, stop);
        OtherSchool = await registry.School("eik", "11BB", "00", "De Eik", sample: false, stop);
        foreach (var style in PublisherStyles.All)
        {
            var uwlr = style.Key == "muiswerk";
            var tool = await registry.Tool(new Tool
            {
                Key = style.Key, Name = style.Name, Profile = style.Profile.ToJson(), UwlrKlantcode = uwlr ? "muiswerk" : null, UwlrKlantnaam = uwlr ? "Muiswerk" : null,
                LaunchUrl = $"https://{style.Key}.example/start", Hosts = [$"{style.Key}.example"],
            }, style.Key, style.Publisher, stop);
            await registry.Client(style.Key + "-client", style.Key, "geheim", "eduv.result eduv.progress dashboard.deliveries dashboard.methodgoals", stop);
            await registry.FeedOn(School, tool, progress: style.Key == "numo", uwlr ? "sleutel" : null, stop);
        }
        var roster = new RosterSnapshot("11AA", "00", null, 2026, [new RosterGroup("G5", "Groep 5", "5", false)],
            [new RosterPupil("lln-1", null, "Maaike", null, "Jansen", null, ["G5"], false)], [], []);
        await Get<RosterImport>().Apply(School, roster, null, dryRun: false, confirmed: true, stop);
    }

    public async Task<(int Status, string Body, Guid Delivery)> Soap(string envelope)
    {
        using var content = new StringContent(envelope, Encoding.UTF8, "text/xml");
        return await Answer(await Http.PostAsync("/uwlr/v2/leerresultaten", content, TestContext.Current.CancellationToken));
    }

    public async Task<(int Status, string Body, Guid Delivery)> Send(HttpMethod method, string path, string? json, string? token)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Answer(await Http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public async Task<string> Token(string tool, string scope = "")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = tool + "-client", ["client_secret"] = "geheim", ["scope"] = scope,
        });
        using var answer = await Http.PostAsync("/connect/token", form, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>What stands in the ledger's parts, opened.</summary>
    public async Task<List<Result>> Kept()
    {
        var payloads = Get<PartPayload>();
        return [.. (await Database.Query("select school_id, encode(payload, 'hex') from work order by work_id"))
            .SelectMany(row => payloads.Open(int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), Convert.FromHexString(row[1]), ContractsJson.Default.ListResult))];
    }

    public static async Task<(int Status, string Body, Guid Delivery)> Answer(HttpResponseMessage answer)
    {
        using (answer)
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(),
                answer.Headers.TryGetValues("Delivery-Id", out var id) ? Guid.Parse(id.Single()) : Guid.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        if (!_owner) return;
        await Store.DisposeAsync();
        await Database.DisposeAsync();
    }
}
