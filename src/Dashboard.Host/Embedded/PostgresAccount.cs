using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Host.Embedded;

/// <summary>Who runs PostgreSQL, and below which folder: PostgreSQL refuses to run as root.</summary>
/// <param name="User">Null: ourselves.</param>
/// <param name="Folder">Reachable by that user.</param>
internal sealed record PostgresAccount(string? User, string Folder)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Not root: ourselves, in the data folder. Root: postgres, else nobody; in the data folder if that user can reach it,
    /// else in /var/lib/dashboard/(hash of the path), because a home of mode 700 shuts everyone else out.
    /// </summary>
    public static async Task<PostgresAccount> Choose(string dataFolder, CancellationToken stop)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return new(null, dataFolder);
        var user = (await Command.Run(null, "id", ["-u", "postgres"], Short, stop: stop)).Done ? "postgres" : "nobody";
        var account = new PostgresAccount(user, dataFolder);
        if (await account.CanReach(dataFolder, stop)) return account;

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16];
        var open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Directory.CreateDirectory("/var/lib/dashboard", open);
        return account with { Folder = Directory.CreateDirectory(Path.Combine("/var/lib/dashboard", hash), open).FullName };
    }

    /// <summary>May this user go into the folder, or run the file?</summary>
    public async Task<bool> CanReach(string path, CancellationToken stop) =>
        User is null || (await Command.Run(User, "test", ["-x", path], Short, stop: stop)).Done;

    /// <summary>Gives a folder of ours to the user.</summary>
    public async Task Own(string folder, CancellationToken stop)
    {
        if (User is null) return;
        var result = await Command.Run(null, "chown", ["-R", User, folder], TimeSpan.FromSeconds(60), stop: stop);
        if (!result.Done) throw new EmbeddedPostgresException($"{folder} cannot be given to user {User}: {result.Output}");
    }
}
