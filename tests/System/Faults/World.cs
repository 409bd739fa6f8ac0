using System.Diagnostics;
using System.Globalization;
using Dashboard.SystemTests.Journey;

namespace Dashboard.SystemTests.Faults;

/// <summary>What can be killed.</summary>
internal enum Victim { Publishers, Mapping, Signalling, Web, RabbitMq, PostgreSql }

/// <summary>Every role as a process of its own, on a PostgreSQL and a RabbitMQ that belong to nobody else, so that each can be killed.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly string[] Roles = ["publishers", "mapping", "signalling", "web"];
    private readonly Dictionary<string, DashboardHost> _hosts = [];
    private readonly PostgresServer _postgres;
    private readonly RabbitNode _rabbit;

    private World(PostgresServer postgres, RabbitNode rabbit, Stage stage) => (_postgres, _rabbit, Stage) = (postgres, rabbit, stage);

    public Stage Stage { get; }

    /// <summary>The host that takes deliveries now.</summary>
    public DashboardHost Door => _hosts["publishers"];

    public static async Task<World> Start()
    {
        var postgres = await PostgresServer.StartPrivate();
        var rabbit = await RabbitNode.Start(RabbitNode.Find() ?? throw new InvalidOperationException("The fault campaign kills a RabbitMQ of its own: install it (Debian: apt-get install rabbitmq-server)."));
        var world = new World(postgres, rabbit, Stage.On(await TestDatabase.Create(postgres, "faults"), $"amqp://guest:guest@127.0.0.1:{rabbit.Port}"));
        foreach (var role in Roles) world._hosts[role] = await world.Stage.Host(role);
        return world;
    }

    /// <summary>kill -9, and what a service manager does then: start it again.</summary>
    public async Task Kill(Victim victim)
    {
        switch (victim)
        {
            case Victim.RabbitMq:
                await _rabbit.Kill();
                await _rabbit.StartAgain();
                break;
            case Victim.PostgreSql:
                await KillOneOfPostgres();
                break;
            default:
                var role = victim.ToString().ToLowerInvariant();
                _hosts[role].Kill();
                _hosts[role] = await Stage.Host(role);
                break;
        }
    }

    /// <summary>One of its processes, in the middle of what it does: the server throws everyone out and recovers from its log.</summary>
    private async Task KillOneOfPostgres()
    {
        var busy = await Stage.Database.Query("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by state = 'active' desc, query_start desc limit 1");
        using var process = Process.GetProcessById(int.Parse(busy[0][0], CultureInfo.InvariantCulture));
        process.Kill();
        await Probe.Until("PostgreSQL has recovered", async () => (await Stage.Database.Query("select 1")).Count == 1, TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        await _rabbit.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
