namespace Dashboard.Host.Embedded;

/// <summary>Where the host keeps what is its own: the embedded cluster, the secret, the fetched PostgreSQL.</summary>
public static class DataFolder
{
    /// <summary>
    /// Dashboard:Data (relative to the working folder), else .data beside the nearest Dashboard.sln above the program
    /// or above <paramref name="contentRoot"/>, else .data in the content root. Made when missing.
    /// </summary>
    public static string Find(IConfiguration configuration, string contentRoot)
    {
        var folder = configuration["Dashboard:Data"] is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Path.Combine(Above(AppContext.BaseDirectory) ?? Above(contentRoot) ?? Path.GetFullPath(contentRoot), ".data");
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string? Above(string start)
    {
        for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Dashboard.sln"))) return at.FullName;
        return null;
    }
}
