using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Host.Embedded;

/// <summary>A folder with initdb, pg_ctl and postgres that run here.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major, string Source)
{
    public const int OldestMajor = 15;

    public string InitDb => Program(Folder, "initdb");
    public string PgCtl => Program(Folder, "pg_ctl");

    /// <summary>
    /// The newest on the machine, else the npm package. A cluster that exists takes the major version that made it.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">None; it names the three ways out.</exception>
    public static async Task<PostgresBinaries> Choose(PostgresAccount account, int? major, Action<string> say, CancellationToken stop)
    {
        var seen = new List<string>();
        var usable = new List<PostgresBinaries>();
        foreach (var folder in Installed().Distinct())
        {
            var found = await Try(folder, account, "installed", stop);
            seen.Add(found is null ? $"{folder} (does not run here as {account.User ?? "this user"})" : $"{folder} (version {found.Major})");
            if (found is { Major: >= OldestMajor }) usable.Add(found);
        }
        if (usable.Where(b => major is null || b.Major == major).MaxBy(b => b.Major) is { } newest) return newest;

        var (fetched, why) = major is null or NpmPostgres.Major ? await NpmPostgres.Fetch(account, say, stop) : (null, $"has version {NpmPostgres.Major}");
        if (fetched is not null) return fetched;
        var list = seen.Count == 0 ? "none found" : string.Join(", ", seen);
        throw major is null || usable.Count == 0 && major == NpmPostgres.Major
            ? EmbeddedPostgresException.NoBinaries(list, why)
            : new EmbeddedPostgresException($"The dashboard's cluster in {account.Folder} was made by PostgreSQL {major}, which is no longer here (installed: {list}; npm: {why}). "
                + $"Install PostgreSQL {major} again; or remove the folder, and with it the data.");
    }

    /// <summary>The binaries in the folder when <paramref name="account"/> can run them, else null.</summary>
    public static async Task<PostgresBinaries?> Try(string folder, PostgresAccount account, string source, CancellationToken stop)
    {
        if (!File.Exists(Program(folder, "initdb")) || !File.Exists(Program(folder, "pg_ctl"))) return null;
        var answer = await Command.Run(account.User, Program(folder, "postgres"), ["--version"], TimeSpan.FromSeconds(10), stop: stop);
        var version = VersionNumber().Match(answer.Output);
        return answer.Done && version.Success ? new(folder, int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture), source) : null;
    }

    private static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static IEnumerable<string> Installed()
    {
        if (Command.Find(OperatingSystem.IsWindows() ? "postgres.exe" : "postgres") is { } onPath)
            yield return Path.GetDirectoryName(File.ResolveLinkTarget(onPath, returnFinalTarget: true)?.FullName ?? onPath)!;
        var homes = OperatingSystem.IsWindows()
            ? [(@"C:\Program Files\PostgreSQL", "*")]
            : new[] { ("/usr/lib/postgresql", "*"), ("/usr", "pgsql-*"), ("/opt/homebrew/opt", "postgresql*"), ("/usr/local/opt", "postgresql*"), ("/Applications/Postgres.app/Contents/Versions", "*") };
        foreach (var (home, pattern) in homes)
            if (Directory.Exists(home))
                foreach (var version in Directory.GetDirectories(home, pattern))
                    if (Directory.Exists(Path.Combine(version, "bin"))) yield return Path.Combine(version, "bin");
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionNumber();
}
