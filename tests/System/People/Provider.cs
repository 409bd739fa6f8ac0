using System.Diagnostics;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.People;

/// <summary>The provider as a process of its own.</summary>
internal sealed class Provider : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TempFolder _folder;

    private Provider(Process process, TempFolder folder, int port) => (_process, _folder, Authority) = (process, folder, $"http://127.0.0.1:{port}");

    public string Authority { get; }

    /// <param name="hostPort">Where the dashboard listens.</param>
    /// <param name="toolPort">Where a tool listens that is a relying party too (client "leermiddel"); null: none.</param>
    public static async Task<Provider> Start(int hostPort, int? toolPort = null)
    {
        var (node, npm) = (Shell.Find("node", "node.exe"), Shell.Find("npm", "npm.cmd"));
        Assert.True(node is not null && npm is not null, "Node.js with npm is missing; tests/run.sh installs it on Debian as root.");
        var folder = new TempFolder("identity");
        foreach (var file in new[] { "package.json", "package-lock.json", "provider.mjs" })
            File.Copy(Path.Combine(House.Root, "tests", "System", "People", "IdentityProvider", file), Path.Combine(folder.Location, file));
        await Shell.Run(npm!, ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder.Location], limit: TimeSpan.FromMinutes(4));
        var port = Shell.FreePort();
        var process = Process.Start(new ProcessStartInfo(node!, [Path.Combine(folder.Location, "provider.mjs"), $"{port}", $"http://127.0.0.1:{hostPort}/inloggen/terug", .. toolPort is null ? Array.Empty<string>() : [$"http://127.0.0.1:{toolPort}/callback"]]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Location })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        var provider = new Provider(process, folder, port);
        using var http = new HttpClient();
        await Probe.Until("the identity provider listens", async () => (await http.GetAsync(provider.Authority + "/.well-known/openid-configuration")).IsSuccessStatusCode);
        return provider;
    }

    public ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
