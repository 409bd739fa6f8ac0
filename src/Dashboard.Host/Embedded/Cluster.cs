using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Host.Embedded;

/// <summary>The private cluster's folder on disk: make, start, stop. Reachable on 127.0.0.1 with a password only.</summary>
internal sealed class Cluster(PostgresAccount account)
{
    public const string Login = "dashboard";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Folder { get; } = Path.Combine(account.Folder, "postgres");
    private string Log { get; } = Path.Combine(account.Folder, "postgres", "server.log");

    /// <summary>The version that made the cluster; null: there is none yet.</summary>
    public int? Major => File.Exists(Path.Combine(Folder, "PG_VERSION")) ? int.Parse(File.ReadAllText(Path.Combine(Folder, "PG_VERSION")), CultureInfo.InvariantCulture) : null;

    /// <summary>Process and port from postmaster.pid, or null. It may be stale: ask <see cref="IsAlive"/> and the server itself.</summary>
    public (int Process, int Port)? Written()
    {
        var file = Path.Combine(Folder, "postmaster.pid");
        if (!File.Exists(file)) return null;
        var lines = File.ReadAllLines(file);
        return lines.Length >= 4 && int.TryParse(lines[0], out var process) && int.TryParse(lines[3], out var port) ? (process, port) : null;
    }

    /// <summary>Does that process serve this very folder? Numbers are given out again after a restart of the machine.</summary>
    public bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            var commandLine = $"/proc/{process}/cmdline";
            return File.Exists(commandLine) ? File.ReadAllText(commandLine).Contains(Folder, StringComparison.Ordinal) : found.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Makes the cluster, whole or not at all: it gets its name last.</summary>
    public async Task Make(PostgresBinaries binaries, string password, CancellationToken stop)
    {
        var draft = Folder + ".new";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft);
        var passwordFile = Path.Combine(draft, "pw");
        var privately = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) privately.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new StreamWriter(passwordFile, privately)) await file.WriteLineAsync(password);
        await account.Own(draft, stop);

        // From 17 on PostgreSQL brings C.UTF-8 itself; before that it is the system's, and macOS has none.
        string[] locale = binaries.Major >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            : OperatingSystem.IsLinux() ? ["--locale=C.UTF-8"] : ["--locale=C"];
        var data = Path.Combine(draft, "data");
        var made = await Command.Run(account.User, binaries.InitDb,
            ["-D", data, "-U", Login, "-A", "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8", .. locale], Patience, stop: stop);
        if (!made.Done) throw new EmbeddedPostgresException($"initdb failed ({binaries.Folder}): {made.Output}");
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), """

            # The dashboard's private cluster: this machine only, by password only.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 200

            """, stop);
        Directory.Move(data, Folder);
        Directory.Delete(draft, recursive: true);
    }

    /// <summary>Starts the server on a free port and waits until it answers; after a crash that includes its recovery.</summary>
    /// <returns>The port.</returns>
    public async Task<int> Start(PostgresBinaries binaries, CancellationToken stop)
    {
        if (Written() is { } old && !IsAlive(old.Process)) File.Delete(Path.Combine(Folder, "postmaster.pid"));
        await account.Own(Folder, stop);
        var output = "";
        for (var attempt = 0; attempt < 3; attempt++) // another program may take the port in between
        {
            var port = FreePort();
            if (File.Exists(Log)) File.Delete(Log);
            var started = await Command.Run(account.User, binaries.PgCtl,
                ["-D", Folder, "-l", Log, "-w", "-t", Whole(Patience), "-o", $"-p {port}", "start"], Patience + TimeSpan.FromSeconds(5), stop: stop);
            if (started.Done) return port;
            output = started.Output + Environment.NewLine + (File.Exists(Log) ? await File.ReadAllTextAsync(Log, stop) : "");
        }
        throw new EmbeddedPostgresException($"PostgreSQL {binaries.Major} does not start in {Folder}: {output}");
    }

    /// <summary>Fast shutdown; if that takes too long, an immediate one (which costs a recovery at the next start, no data).</summary>
    public async Task Stop(PostgresBinaries binaries)
    {
        foreach (var mode in (string[])["fast", "immediate"])
        {
            var stopped = await Command.Run(account.User, binaries.PgCtl, ["-D", Folder, "-m", mode, "-w", "-t", "20", "stop"], TimeSpan.FromSeconds(25));
            if (stopped.Done || Written() is null) return;
        }
        throw new EmbeddedPostgresException($"PostgreSQL in {Folder} does not stop; process {Written()?.Process}.");
    }

    private static string Whole(TimeSpan time) => ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
