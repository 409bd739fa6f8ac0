using System.Diagnostics;

namespace Dashboard.Host.Embedded;

/// <summary>
/// Who uses the cluster, by file locks that the system drops when a process dies, however it dies. Each process holds
/// "use.lock" shared for its life; starting and stopping happen one at a time under "turn.lock". The last user stops the cluster:
/// so a command beside a running host leaves it running, and a host killed by force leaves no count behind.
/// </summary>
internal sealed class ClusterLock(string folder)
{
    private readonly string _turn = Path.Combine(folder, "turn.lock");
    private readonly string _use = Path.Combine(folder, "use.lock");

    /// <summary>My turn to start or stop; waits for another process that is doing so.</summary>
    /// <exception cref="EmbeddedPostgresException">The other process does not finish in time.</exception>
    public async Task<IDisposable> Turn(TimeSpan limit, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (Open(_turn, FileAccess.ReadWrite, FileShare.None) is { } mine) return mine;
            if (clock.Elapsed > limit)
                throw new EmbeddedPostgresException($"Another process has been starting or stopping the cluster for {limit.TotalSeconds:0} s (it holds {_turn}). Stop it and try again.");
            await Task.Delay(50, stop);
        }
    }

    /// <summary>Counts me as a user. Take it in your turn.</summary>
    public IDisposable Use() =>
        Open(_use, FileAccess.Read, FileShare.ReadWrite) ?? throw new EmbeddedPostgresException($"{_use} cannot be locked. Give a folder on a local disk as Dashboard__Data.");

    /// <summary>Is anyone else using the cluster? Ask in your turn, after letting go of your own use.</summary>
    public bool InUse()
    {
        using var alone = Open(_use, FileAccess.ReadWrite, FileShare.None);
        return alone is null;
    }

    private static FileStream? Open(string file, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
