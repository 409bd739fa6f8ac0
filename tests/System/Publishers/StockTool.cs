using System.Diagnostics;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A tool of npm's parts, pinned by a lock file, as a process of its own on a port that is known beforehand.</summary>
internal sealed class StockTool : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TempFolder _folder;

    private StockTool(Process process, TempFolder folder) => (_process, _folder) = (process, folder);

    /// <param name="name">The folder beside this file: package.json, package-lock.json and tool.mjs.</param>
    /// <param name="arguments">Of tool.mjs.</param>
    public static async Task<StockTool> Start(string name, params string[] arguments)
    {
        var (node, npm) = (Shell.Find("node", "node.exe"), Shell.Find("npm", "npm.cmd"));
        Assert.True(node is not null && npm is not null, "Node.js with npm is missing; tests/run.sh installs it on Debian as root.");
        var folder = new TempFolder(name.ToLowerInvariant());
        foreach (var file in new[] { "package.json", "package-lock.json", "tool.mjs" })
            File.Copy(Path.Combine(House.Root, "tests", "System", "Publishers", name, file), Path.Combine(folder.Location, file));
        await Shell.Run(npm!, ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder.Location], limit: TimeSpan.FromMinutes(4));
        var process = Process.Start(new ProcessStartInfo(node!, [Path.Combine(folder.Location, "tool.mjs"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Location })!;
        var (ready, said) = (new TaskCompletionSource(), new System.Collections.Concurrent.ConcurrentQueue<string>());
        void Hear(string? line) { if (line is null) return; said.Enqueue(line); if (line == "ready") ready.TrySetResult(); }
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var tool = new StockTool(process, folder);
        await Probe.Until($"{name} is ready", () => !process.HasExited ? Task.FromResult(ready.Task.IsCompleted) : throw new ProcessEndedException($"{name} ended: {string.Join(Environment.NewLine, said)}"), TimeSpan.FromMinutes(2));
        return tool;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
