using System.Security.Cryptography;
using Dashboard.Host.Embedded;

using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.Rig;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.Benchmarks;

/// <summary>Everything on this machine: PostgreSQL with fsync, RabbitMQ (or the in-memory bus), the Release host, and schools to send for.</summary>
public sealed class Stand : IAsyncDisposable
{
    public const string Client = "bench-client", Tool = "bench";
    private readonly TempFolder _folder = new("bench");
    private EmbeddedPostgres? _postgres;
    private RabbitServer? _rabbit;

    public DashboardHost Host { get; private set; } = null!;
    public string Owner { get; private set; } = "";
    public string KeyFile => Path.Combine(_folder.Location, "client.pem");
    public string Which { get; private set; } = "";

    private int Postmaster { get; set; }

    /// <summary>CPU seconds so far of the host, PostgreSQL and the broker.</summary>
    public double Cpu() => Figures.Cpu([Host.ProcessId, Postmaster, .. _rabbit?.Processes() ?? []]);

    /// <summary>Of the host alone.</summary>
    public double HostCpu() => Figures.Cpu(Host.ProcessId);

    public static async Task<Stand> Start(Options options)
    {
        var stand = new Stand();
        const string secret = "a secret of the benchmarks";
        var bytes = System.Text.Encoding.UTF8.GetBytes(secret);
        var given = Environment.GetEnvironmentVariable("DASHBOARD_BENCH_POSTGRES");
        if (given is null) stand._postgres = await EmbeddedPostgres.Ensure(stand._folder.Location, bytes, NullLogger.Instance);
        stand.Owner = given ?? stand._postgres!.ConnectionString;
        if (given is null)
        {
            await stand.Sql("alter system set track_commit_timestamp = on"); // tells to the microsecond when something became visible
            await stand._postgres!.DisposeAsync();
            stand._postgres = await EmbeddedPostgres.Ensure(stand._folder.Location, bytes, NullLogger.Instance);
            stand.Owner = stand._postgres.ConnectionString;
        }
        if (!options.MemoryBus) stand._rabbit = await RabbitServer.Start();
        await stand.Seed(new KeyRing(bytes), options);
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = stand.Owner, ["Dashboard__Secret"] = secret, ["Dashboard__Data"] = stand._folder.Location, ["Logging__LogLevel__Default"] = "Warning", ["DOTNET_gcServer"] = "0" };
        if (stand._rabbit is not null) settings["ConnectionStrings__RabbitMq"] = await stand._rabbit.NewVirtualHost();
        stand.Host = await DashboardHost.Start(settings, "--roles", options.Roles);
        var data = await stand.Text("show data_directory");
        stand.Postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(data, "postmaster.pid")))[0], System.Globalization.CultureInfo.InvariantCulture);
        stand.Which = $"PostgreSQL (fsync on), {(stand._rabbit is null ? "in-memory bus" : stand._rabbit.Which)}, one host ({(options.Roles == "all" ? "all roles" : options.Roles)}), {Environment.ProcessorCount} cores";
        return stand;
    }

    /// <summary>User name of the intern begeleider of a school; the password is the same.</summary>
    public static string UserName(int school) => $"bench-ib-{school}";

    private async Task Seed(KeyRing keys, Options options)
    {
        await new Migrator(Owner, keys, TimeProvider.System).Run();
        await using var database = new Database(Owner, keys);
        var registry = new Registry(database, keys, TimeProvider.System);
        var import = new RosterImport(database, keys, new PartPayload(keys), TimeProvider.System);
        var accounts = new Accounts(database);
        var profile = new ToolProfile { Meaning = Contracts.ScoreMeaning.ProportionCorrect };
        var tool = await registry.Tool(new Tool { Key = Tool, Name = "Bench", Profile = profile.ToJson(), UwlrKlantcode = Messages.UwlrKlant, UwlrKlantnaam = Messages.UwlrKlantnaam }, "bench", "Bench", default);
        await registry.Client(Client, "bench", null, "eduv.result eduv.progress dashboard.deliveries dashboard.methodgoals", default);
        await AddKey();
        for (var s = 0; s < options.Schools; s++)
        {
            var school = await registry.School($"bench-{s}", null, "00", $"School {s}", sample: false, default);
            await registry.FeedOn(school, tool, progress: true, Messages.UwlrKey(s), default);
            var groups = Enumerable.Range(0, 8).Select(g => new RosterGroup($"g{g}", $"Groep {g + 1}", $"{g + 1}", false)).ToList();
            var pupils = Enumerable.Range(0, Options.PupilsPerSchool).Select(p => new RosterPupil($"p{p}", null, $"Leerling {p}", null, null, null, [$"g{p % 8}"], false)).ToList();
            await import.Apply(school, new RosterSnapshot(null, null, $"bench-{s}", SchoolYear, groups, pupils, [], []), null, dryRun: false, confirmed: true, default);
            if (s < Readers.Most) await accounts.Add(school, UserName(s), "IB", Role.InternBegeleider, UserName(s), null, null, [], sample: false, default);
        }
        await using var session = await database.Begin(DatabaseRole.Mapping, Scope.None);
        for (var g = 0; g < 60; g++)
            session.Tables.MethodGoals.Add(new MethodGoal { ToolId = tool, Code = $"goal-{g}", Title = $"Goal {g}", Domain = g % 3 == 0 ? "meten" : "getallen", Described = true });
        await session.Tables.SaveChangesAsync();
        await session.Commit();
    }

    public static short SchoolYear => Schools.Calendar.SchoolTime.SchoolYear(Schools.Calendar.SchoolTime.Day(TimeProvider.System.GetUtcNow()));

    private async Task AddKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(KeyFile, key.ExportPkcs8PrivateKeyPem());
        var point = key.ExportParameters(false).Q;
        static string Text(byte[] b) => Convert.ToBase64String(b).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var jwks = $$"""{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"bench","x":"{{Text(point.X!)}}","y":"{{Text(point.Y!)}}"}]}""";
        await Sql($"update publisher_client set jwks = '{jwks}' where client_id = '{Client}'");
    }

    public async Task Sql(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> Ask(string sql) => Convert.ToInt64(await Scalar(sql) ?? 0L, System.Globalization.CultureInfo.InvariantCulture);

    public async Task<string> Text(string sql) => (string)(await Scalar(sql))!;

    private async Task<object?> Scalar(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        if (_rabbit is not null) await _rabbit.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        _folder.Dispose();
    }
}
