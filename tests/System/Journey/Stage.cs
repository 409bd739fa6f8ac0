namespace Dashboard.SystemTests.Journey;

/// <summary>A database, perhaps a broker, and hosts of the sample school on them. Its simulated publishers listen, but send nothing unless asked to.</summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly TempFolder _data = new("stage");
    private readonly List<DashboardHost> _hosts = [];
    private string? _broker;

    private Stage(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    /// <summary>What a host writes outside the database.</summary>
    public string Data => _data.Location;

    /// <summary>More settings for the hosts to come.</summary>
    public Dictionary<string, string> Extra { get; } = [];

    /// <param name="parts">The real parts of this run.</param>
    /// <param name="rabbit">On RabbitMQ, else on the in-memory bus.</param>
    public static async Task<Stage> Set(RealParts parts, bool rabbit)
    {
        var stage = new Stage(await parts.NewDatabase());
        if (rabbit) stage._broker = await (await parts.Rabbit).NewVirtualHost();
        return stage;
    }

    /// <summary>On servers of the test's own.</summary>
    public static Stage On(TestDatabase database, string broker) => new(database) { _broker = broker };

    /// <summary>Starts one host, ready; no roles named: all.</summary>
    public async Task<DashboardHost> Host(string roles = "all", bool send = false)
    {
        var host = await DashboardHost.Start(Settings(send), "--demo", "true", "--roles", roles);
        _hosts.Add(host);
        return host;
    }

    /// <summary>A command line beside the hosts.</summary>
    public Task<(int ExitCode, string Output)> Command(params string[] arguments) => DashboardHost.Command(Settings(send: false), arguments);

    private Dictionary<string, string> Settings(bool send)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Dashboard"] = Database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = _data.Location,
            ["Sample__Send"] = send ? "true" : "false", ["Sample__Live"] = "false", ["Sample__Fetch"] = "false", ["Dispatcher__LeaseSeconds"] = "3",
        };
        if (_broker is not null) settings["ConnectionStrings__RabbitMq"] = _broker;
        foreach (var (name, value) in Extra) settings[name] = value;
        return settings;
    }

    /// <summary>Waits until nothing is left to do.</summary>
    public Task Quiet() => Probe.Until("all work is done", async () => await Count("select count(*) from work where state < 3") == 0, TimeSpan.FromSeconds(90));

    public async Task<int> Count(string sql) => int.Parse((await Database.Query(sql))[0][0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Everything that a repeated delivery may not change, as text.</summary>
    public async Task<string> Everything() => string.Join('\n', await Task.WhenAll(
        Rows("select result_key::text, status::text, score::text, correct::text, content_hash::text, method_goal_id::text from result order by 1"),
        Rows("select pupil_id::text, method_goal_id::text, n::text, a::text, b::text, flags::text, items::text, seconds::text from goal_state order by 1, 2"),
        Rows("select signal_id::text, kind::text, state::text, raised_at::text, changed_at::text from signal order by 1"),
        Rows("select signal_id::text, group_id::text, kind::text from notice order by 1, 2"),
        Rows("select count(*)::text from result_history")));

    private async Task<string> Rows(string sql) => string.Join('\n', (await Database.Query(sql)).Select(r => string.Join(' ', r)));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        await Database.DisposeAsync();
        _data.Dispose();
    }
}
