using System.Reflection;

namespace Dashboard.Tests.Architecture;

/// <summary>The repository and its compiled parts, as the architecture tests see them.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>Each slice by its name (without "Dashboard.").</summary>
    public static IReadOnlyList<string> Slices { get; } =
        ["Contracts", .. Directory.GetDirectories(Path.Combine(Root, "src")).Select(Path.GetFileName).Where(n => n!.StartsWith("Dashboard.", StringComparison.Ordinal)).Select(n => n!["Dashboard.".Length..]).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Assembly> Assemblies { get; } = [.. Slices.Select(s => Assembly.Load("Dashboard." + s))];

    /// <summary>Source files below the given folders of the repository, by path from its root with forward slashes; nothing generated or fetched.</summary>
    public static IEnumerable<string> Files(string[] folders, params string[] endings) => folders.Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
        .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
        .Where(f => !f.Split('/').Any(part => part is "node_modules" or "artifacts" or "bin" or "obj" or "results" or "lib"));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Dashboard.sln"))) return at.FullName;
        throw new DirectoryNotFoundException($"No Dashboard.sln above {AppContext.BaseDirectory}: the architecture tests read the sources.");
    }
}
