namespace Dashboard.SystemTests.Reference;

/// <summary>The folder that bash tests/reference.sh was given.</summary>
internal static class ReferenceFolder
{
    public static string Root => Environment.GetEnvironmentVariable("DASHBOARD_REFERENCE") ?? throw new InvalidOperationException("Run these with: bash tests/reference.sh <folder>");

    /// <summary>A file of it; without it the check is skipped, and says which file it misses.</summary>
    public static string File(string name)
    {
        var file = Path.Combine(Root, name);
        Assert.SkipUnless(System.IO.File.Exists(file), $"not in the reference folder: {name}");
        return file;
    }
}
