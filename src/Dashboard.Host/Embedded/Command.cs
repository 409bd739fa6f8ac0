using System.Diagnostics;

namespace Dashboard.Host.Embedded;

/// <summary>How a program ended and what it printed.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Done => ExitCode == 0;
}

/// <summary>Runs one program to its end, within a time.</summary>
internal static class Command
{
    /// <remarks><c>user</c> null: as ourselves, else through runuser. <c>folder</c> is the working folder, by default the root.</remarks>
    /// <returns>Exit code -1 when the program cannot be started or took longer than <paramref name="limit"/> (it is then stopped).</returns>
    public static async Task<CommandResult> Run(string? user, string program, string[] arguments, TimeSpan limit, string? folder = null, CancellationToken stop = default)
    {
        var start = new ProcessStartInfo(user is null ? program : "runuser")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetPathRoot(AppContext.BaseDirectory)!,
        };
        if (user is not null) foreach (var word in (string[])["-u", user, "--", program]) start.ArgumentList.Add(word);
        foreach (var word in arguments) start.ArgumentList.Add(word);
        start.Environment["LC_ALL"] = "C";

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new CommandResult(-1, $"{start.FileName}: {e.Message}");
        }
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timed.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(timed.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            stop.ThrowIfCancellationRequested();
            return new CommandResult(-1, $"{Path.GetFileName(program)} took longer than {limit.TotalSeconds:0} s and was stopped");
        }
        // A server that a program leaves behind may hold the pipes open (pg_ctl on Windows): do not wait for their end.
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(100, CancellationToken.None));
        return new CommandResult(process.ExitCode, (Read(output) + Read(errors)).Trim());
    }

    /// <summary>The full path of a program on PATH, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static string Read(Task<string> text) => text.IsCompletedSuccessfully ? text.Result : "";
}
