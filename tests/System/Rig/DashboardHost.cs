using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Dashboard.SystemTests.Rig;

/// <summary>The real executable, as a process of its own: started with settings, asked over HTTP, stopped or killed.</summary>
public sealed class DashboardHost : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output;

    private DashboardHost(Process process, ConcurrentQueue<string> output, Uri address)
    {
        (_process, _output, Address) = (process, output, address);
        // Cookies and redirects are the test's business.
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public Uri Address { get; }
    public HttpClient Http { get; }
    public int ProcessId => _process.Id;

    /// <summary>Everything it printed so far.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    /// <summary>The program that a person starts: beside this test's own folder in artifacts/bin.</summary>
    public static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Dashboard.Host", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
        OperatingSystem.IsWindows() ? "Dashboard.Host.exe" : "Dashboard.Host"));

    /// <summary>Starts it on a free port and waits for /health/ready.</summary>
    /// <param name="settings">Environment variables, e.g. ConnectionStrings__Dashboard, Dashboard__Data. Nothing else of that kind is inherited.</param>
    /// <param name="arguments">After "--urls http://127.0.0.1:port".</param>
    public static async Task<DashboardHost> Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var host = Launch(settings, arguments);
        try
        {
            await host.Ready();
            return host;
        }
        catch (ProcessEndedException e) when (e.Message.Contains("address already in use", StringComparison.Ordinal))
        {
            await host.DisposeAsync();
            return await Start(settings, arguments); // another program took the free port in between
        }
        catch
        {
            host.Kill();
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it without waiting.</summary>
    public static DashboardHost Launch(IReadOnlyDictionary<string, string> settings, params string[] arguments) => Launch(settings, Shell.FreePort(), arguments);

    /// <summary>Starts it on a port that somebody else must know beforehand, without waiting.</summary>
    public static DashboardHost Launch(IReadOnlyDictionary<string, string> settings, int port, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var (process, output) = Begin(settings, ["--urls", address.OriginalString, .. arguments]);
        return new DashboardHost(process, output, address);
    }

    /// <summary>Waits for /health/ready; fails at once, with the output, when the process ends.</summary>
    public Task Ready(TimeSpan? limit = null) => Probe.Until($"the host at {Address} is ready", async () =>
    {
        if (_process.HasExited) throw new ProcessEndedException($"The host ended with exit code {_process.ExitCode}:{Environment.NewLine}{Output}");
        using var answer = await Http.GetAsync("health/ready");
        return answer.StatusCode == HttpStatusCode.OK;
    }, limit ?? TimeSpan.FromSeconds(90));

    /// <summary>Runs one command line to its end, e.g. <c>roster import file --school demo</c>.</summary>
    public static async Task<(int ExitCode, string Output)> Command(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var (process, output) = Begin(settings, arguments);
        using (process)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"The command '{string.Join(' ', arguments)}' did not end:{Environment.NewLine}{string.Join(Environment.NewLine, output)}");
            }
            return (process.ExitCode, string.Join(Environment.NewLine, output));
        }
    }

    /// <summary>kill -9: it gets no chance to clean up.</summary>
    public void Kill()
    {
        if (_process.HasExited) return;
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task Stop()
    {
        if (_process.HasExited) return;
        Shell.Terminate(_process);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"The host at {Address} did not stop within 40 s of being asked:{Environment.NewLine}{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Http.Dispose();
        _process.Dispose();
    }

    private static (Process, ConcurrentQueue<string>) Begin(IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        if (!File.Exists(Program)) throw new FileNotFoundException($"Build src/Dashboard.Host first: {Program} is missing.");
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var output = new ConcurrentQueue<string>();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => { if (line.Data is not null) output.Enqueue(line.Data); };
        process.ErrorDataReceived += (_, line) => { if (line.Data is not null) output.Enqueue(line.Data); };
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, output);
    }

    private static bool IsOurs(string name) => ((string[])["ConnectionStrings__", "Dashboard__", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "OTEL_"]).Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The process under test ended by itself.</summary>
public sealed class ProcessEndedException(string message) : Exception(message);
