using System.Globalization;

[assembly: AssemblyFixture(typeof(Dashboard.SystemTests.Rig.RealParts))]

namespace Dashboard.SystemTests.Rig;

/// <summary>
/// The real servers and the real browser of one test run: each started when the first test asks for it, stopped at the end.
/// What was used is printed and kept in tests/results/parts.txt, so that a run says what it tested.
/// </summary>
public sealed class RealParts : IAsyncDisposable
{
    private readonly Part<PostgresServer> _postgres = new(PostgresServer.Start, p => p.Which);
    private readonly Part<RabbitServer> _rabbit = new(RabbitServer.Start, r => r.Which);
    private readonly Part<Browser> _browser = new(Rig.Browser.Start, b => b.Which);
    private readonly Lazy<Task<TestDatabase>> _schema;
    private int _databases;

    public RealParts() => _schema = new(async () =>
    {
        var database = await NewDatabase();
        await database.Migrate();
        return database;
    });

    public Task<PostgresServer> Postgres => _postgres.Get();
    public Task<RabbitServer> Rabbit => _rabbit.Get();
    public Task<Browser> Browser => _browser.Get();

    /// <summary>A new, empty database in the real PostgreSQL, dropped when disposed.</summary>
    public async Task<TestDatabase> NewDatabase() =>
        await TestDatabase.Create(await Postgres, string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}"));

    /// <summary>One migrated database for the tests that look at the schema, or that keep to schools of their own.</summary>
    public Task<TestDatabase> Schema => _schema.Value;

    public async ValueTask DisposeAsync()
    {
        await _browser.Stop();
        await _rabbit.Stop();
        if (_schema.IsValueCreated && _schema.Value.IsCompletedSuccessfully) await _schema.Value.Result.DisposeAsync();
        await _postgres.Stop();
    }

    private sealed class Part<T>(Func<Task<T>> start, Func<T, string> which) where T : class, IAsyncDisposable
    {
        private readonly Lazy<Task<T>> _value = new(() => Begin(start, which));

        public Task<T> Get() => _value.Value;

        public async Task Stop()
        {
            if (_value.IsValueCreated && _value.Value.IsCompletedSuccessfully) await _value.Value.Result.DisposeAsync();
        }

        private static async Task<T> Begin(Func<Task<T>> start, Func<T, string> which)
        {
            var part = await start();
            TestContext.Current.SendDiagnosticMessage("Real part: {0}", which(part));
            if (Environment.GetEnvironmentVariable("DASHBOARD_TEST_PARTS") is { Length: > 0 } file)
                lock (typeof(RealParts)) File.AppendAllText(file, which(part) + Environment.NewLine);
            return part;
        }
    }
}
