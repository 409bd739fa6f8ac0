using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Host.Embedded;

/// <summary>The one secret from which every key is derived: Dashboard:Secret, else a random one kept in the data folder.</summary>
public static class DashboardSecret
{
    public const int ShortestLength = 16;

    /// <summary>The secret's bytes (UTF-8 of its text, so the file's text can be given to other nodes as Dashboard__Secret).</summary>
    /// <exception cref="InvalidOperationException">A configured secret that is too short to be one.</exception>
    public static byte[] Read(IConfiguration configuration, string dataFolder)
    {
        if (configuration["Dashboard:Secret"] is not { Length: > 0 } given) return Encoding.UTF8.GetBytes(FromFile(dataFolder));
        if (given.Length < ShortestLength)
            throw new InvalidOperationException($"Dashboard:Secret has {given.Length} characters; it needs at least {ShortestLength}. Make one with: openssl rand -base64 32");
        return Encoding.UTF8.GetBytes(given);
    }

    /// <summary>Dashboard:EncryptionSecrets, separated by commas, the newest first; none: everything is sealed under Dashboard:Secret.</summary>
    public static IReadOnlyList<byte[]> ReadEncryption(IConfiguration configuration)
    {
        var given = (configuration["Dashboard:EncryptionSecrets"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return given.FirstOrDefault(g => g.Length < ShortestLength) is null ? [.. given.Select(g => Encoding.UTF8.GetBytes(g))]
            : throw new InvalidOperationException($"A secret of Dashboard:EncryptionSecrets is shorter than {ShortestLength} characters. Make one with: openssl rand -base64 32");
    }

    private static string FromFile(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "secret");
        if (!File.Exists(file)) Make(file);
        return File.ReadAllText(file).Trim();
    }

    /// <summary>Whole or not at all, and the first of two hosts that start together wins.</summary>
    private static void Make(string file)
    {
        var draft = file + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
