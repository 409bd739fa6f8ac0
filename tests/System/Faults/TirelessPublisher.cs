using Dashboard.SystemTests.Journey;

namespace Dashboard.SystemTests.Faults;

/// <summary>
/// A publisher that sends all the time and, as publishers do, sends a message again until it is accepted: new results, corrections of
/// earlier ones, and now and then the same again. It remembers what was accepted.
/// </summary>
internal sealed class TirelessPublisher(Func<DashboardHost> door, int seed) : IAsyncDisposable
{
    private static readonly string[] Pupils = ["lln-bram", "lln-maaike", "lln-noor", "lln-daan"];
    private static readonly DateTimeOffset Day = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-2).AddHours(9), TimeSpan.Zero);
    private readonly Random _random = new(seed);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Task? _work;

    /// <summary>Accepted, by result id: the newest version.</summary>
    public Dictionary<string, Attempt> Accepted { get; } = [];

    /// <summary>Every Delivery-Id that was given out.</summary>
    public List<Guid> Deliveries { get; } = [];

    /// <summary>Answers that were no acceptance, or no answer.</summary>
    public int Refused { get; private set; }

    public void Begin() => _work = Task.Run(async () =>
    {
        TestPublisher? client = null;
        while (!_stop.IsCancellationRequested)
        {
            await _turn.WaitAsync();
            try
            {
                client = await SendOne(client);
            }
            finally
            {
                _turn.Release();
            }
        }
    });

    /// <summary>Holds it still between two messages; until disposed of.</summary>
    public async Task<IDisposable> Pause()
    {
        await _turn.WaitAsync();
        return new Turn(_turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    private async Task<TestPublisher?> SendOne(TestPublisher? client)
    {
        var message = Enumerable.Range(0, 10).Select(_ => Next()).DistinctBy(a => a.Id).ToArray();
        while (!_stop.IsCancellationRequested)
            try
            {
                client ??= await TestPublisher.SignIn(door(), "muiswerk-demo");
                Deliveries.Add(await client.Send("test-goal", message));
                foreach (var one in message) Accepted[one.Id] = one;
                return client;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException or Xunit.Sdk.XunitException)
            {
                Refused++;
                client = null; // signs in at whichever host is there then
                await Task.Delay(100);
            }
        return client;
    }

    private Attempt Next()
    {
        if (Accepted.Count > 20 && _random.Next(5) == 0)
        {
            var known = Accepted.ElementAt(_random.Next(Accepted.Count)).Value;
            return _random.Next(2) == 0 ? known : known with { Correct = _random.Next(6), Modified = (known.Modified ?? known.At).AddMinutes(1) };
        }
        return new Attempt($"f-{Accepted.Count}-{_random.Next(1_000_000)}", Pupils[_random.Next(Pupils.Length)], _random.Next(6), 5, Day.AddSeconds(Accepted.Count));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_work is not null) await _work;
        _stop.Dispose();
        _turn.Dispose();
    }
}
