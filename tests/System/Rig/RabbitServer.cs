namespace Dashboard.SystemTests.Rig;

/// <summary>
/// A real RabbitMQ: the one of DASHBOARD_TEST_RABBITMQ (amqp://user:password@host:port/vhost), else a container, else a
/// private node of the binaries on this machine (Debian: rabbitmq-server).
/// </summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private readonly IAsyncDisposable? _part;
    private readonly Func<string[], Task<string>>? _control;
    private readonly string _address;
    private int _made;

    private RabbitServer(string address, string which, IAsyncDisposable? part, Func<string[], Task<string>>? control) =>
        (_address, Which, _part, _control) = (address, which, part, control);

    /// <summary>Which real part this is, for people.</summary>
    public string Which { get; }

    public static async Task<RabbitServer> Start()
    {
        if (Environment.GetEnvironmentVariable("DASHBOARD_TEST_RABBITMQ") is { Length: > 0 } given)
            return new RabbitServer(given, "RabbitMQ (DASHBOARD_TEST_RABBITMQ)", null, null);
        if (Docker.IsThere())
        {
            var container = await Docker.Run("rabbitmq:4-alpine", 5672);
            var control = (string[] command) => container.Execute(["rabbitmqctl", "--quiet", .. command]);
            await Probe.Until("RabbitMQ answers in its container", async () => (await control(["await_startup"])).Length >= 0, TimeSpan.FromMinutes(2));
            return new RabbitServer($"amqp://guest:guest@127.0.0.1:{container.Port}", "RabbitMQ 4 (Docker)", container, control);
        }
        if (RabbitNode.Find() is not { } programs)
            throw new InvalidOperationException("The system tests need a real RabbitMQ: set DASHBOARD_TEST_RABBITMQ, start Docker, or install it (Debian: apt-get install rabbitmq-server).");
        var node = await RabbitNode.Start(programs);
        var version = (await node.Control("version")).Trim();
        return new RabbitServer($"amqp://guest:guest@127.0.0.1:{node.Port}", $"RabbitMQ {version} (private node of the binaries here)", node, node.Control);
    }

    /// <summary>
    /// The address of a virtual host that nobody used before (with DASHBOARD_TEST_RABBITMQ: the one that was given, so tests that
    /// use the broker must not run side by side; see <see cref="RabbitTests"/>).
    /// </summary>
    public async Task<string> NewVirtualHost()
    {
        if (_control is null) return _address;
        var name = "test" + Interlocked.Increment(ref _made);
        await _control(["eval", $$"""
            rabbit_vhost:add(<<"{{name}}">>, <<"tests">>),
            rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"{{name}}">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>).
            """]);
        return $"{_address}/{name}";
    }

    /// <summary>Process ids of a private node, to hold it still; none when the broker is not ours.</summary>
    public IReadOnlyList<int> Processes() => _part is RabbitNode node ? node.Processes() : [];

    /// <summary>Names and lengths of the queues in a virtual host made by <see cref="NewVirtualHost"/>: "name messages type" a line.</summary>
    public async Task<string> Queues(string address) => _control is null ? "" :
        await _control(["list_queues", "--vhost", new Uri(address).AbsolutePath.TrimStart('/'), "--no-table-headers", "name", "messages", "type"]);

    public async ValueTask DisposeAsync()
    {
        if (_part is not null) await _part.DisposeAsync();
    }
}

/// <summary>Tests that use RabbitMQ run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RabbitTests
{
    public const string Name = "RabbitMQ";
}
