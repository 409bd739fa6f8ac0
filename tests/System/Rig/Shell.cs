using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Dashboard.SystemTests.Rig;

/// <summary>Programs, ports and processes of the machine.</summary>
public static partial class Shell
{
    /// <summary>Runs to the end; output and errors together.</summary>
    /// <exception cref="InvalidOperationException">Another exit code than 0; the message has the output.</exception>
    public static async Task<string> Run(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? limit = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? Path.GetTempPath() };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var timed = new CancellationTokenSource(limit ?? TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(timed.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took too long");
        }
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(100)); // a server left behind may hold the pipes open
        var text = (output.IsCompleted ? output.Result : "") + (errors.IsCompleted ? errors.Result : "");
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}. {text}");
    }

    /// <summary>The full path of the first of these programs on PATH, or null.</summary>
    public static string? Find(params string[] names) =>
        names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    /// <summary>Asks a process to end (SIGTERM), as a service manager does. On Windows there is no such request.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows()) process.Kill();
        else _ = Kill(process.Id, 15);
    }

    /// <summary>Processes whose command line names this folder; empty where the system does not tell (not Linux).</summary>
    public static IReadOnlyList<string> ProcessesUsing(string folder)
    {
        if (!Directory.Exists("/proc/self")) return [];
        var found = new List<string>();
        foreach (var process in Directory.GetDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ').Trim();
                if (line.Contains(folder, StringComparison.Ordinal)) found.Add($"{Path.GetFileName(process)}: {line}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // it ended while we looked
            }
        }
        return found;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
