using Dashboard.Host.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.SystemTests.Embedded;

/// <summary>The host's own PostgreSQL: made, adopted after a crash, shared with a command beside it, gone with the last user.</summary>
public sealed class EmbeddedPostgresTests
{
    private static readonly string[] QuickCommand = ["roster", "import", "/no/such/file.xml", "--school", "demo"]; // opens the database, then says no

    [Fact]
    public async Task A_host_makes_its_cluster_and_leaves_no_process_when_it_stops()
    {
        using var data = new TempFolder("embedded");
        await using (var host = await Start(data))
        {
            Assert.Contains("making a cluster", host.Output, StringComparison.Ordinal);
            Assert.NotEmpty(Shell.ProcessesUsing(data.Location));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data.Location, "secret")));
        }

        Assert.Empty(Shell.ProcessesUsing(data.Location));
    }

    [Fact]
    public async Task After_kill_9_of_the_host_the_next_one_adopts_the_cluster()
    {
        using var data = new TempFolder("embedded");
        await using var first = await Start(data);
        var server = Server(data);
        await Execute(first, data, "create table kept (n int); insert into kept values (42)");

        first.Kill();
        Assert.True(IsRunning(server));
        await using (var second = await Start(data))
        {
            Assert.Contains("already runs", second.Output, StringComparison.Ordinal);
            Assert.Equal(server, Server(data));
            Assert.Equal(42, await Execute(second, data, "select n from kept"));
        }

        Assert.Empty(Shell.ProcessesUsing(data.Location));
    }

    [Fact]
    public async Task After_kill_9_of_the_host_and_its_server_the_next_one_recovers_the_data()
    {
        using var data = new TempFolder("embedded");
        await using var first = await Start(data);
        await Execute(first, data, "create table kept (n int); insert into kept values (42)");
        var server = Server(data);

        first.Kill();
        await Shell.Run("kill", ["-9", server]);
        await Probe.Until("the server is dead", () => Task.FromResult(!IsRunning(server)));
        await using (var second = await Start(data))
            Assert.Equal(42, await Execute(second, data, "select n from kept"));

        Assert.Empty(Shell.ProcessesUsing(data.Location));
    }

    [Fact]
    public async Task A_command_beside_a_running_host_uses_its_cluster_and_leaves_it_running()
    {
        using var data = new TempFolder("embedded");
        await using (var host = await Start(data))
        {
            var server = Server(data);

            var (code, output) = await DashboardHost.Command(Settings(data), QuickCommand);

            Assert.Equal(2, code);
            Assert.Contains("already runs", output, StringComparison.Ordinal);
            Assert.Contains("left running", output, StringComparison.Ordinal);
            Assert.True(IsRunning(server));
            await host.Ready();
        }

        Assert.Empty(Shell.ProcessesUsing(data.Location));
    }

    [Fact]
    public async Task A_command_on_its_own_stops_what_it_started()
    {
        using var data = new TempFolder("embedded");

        var (_, output) = await DashboardHost.Command(Settings(data), QuickCommand);

        Assert.Contains("making a cluster", output, StringComparison.Ordinal);
        Assert.Contains("stopped", output, StringComparison.Ordinal);
        Assert.Empty(Shell.ProcessesUsing(data.Location));
    }

    [Fact]
    public async Task Another_secret_is_refused_with_what_to_do_and_leaves_no_process()
    {
        using var data = new TempFolder("embedded");
        await using (await EmbeddedPostgres.Ensure(data.Location, "the first secret"u8.ToArray(), NullLogger.Instance)) { }

        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.Ensure(data.Location, "another secret"u8.ToArray(), NullLogger.Instance));

        Assert.Contains("Dashboard__Secret", error.Message, StringComparison.Ordinal);
        Assert.Empty(Shell.ProcessesUsing(data.Location));
    }

    [Fact]
    public async Task It_is_reached_with_its_password_only()
    {
        using var data = new TempFolder("embedded");
        await using var cluster = await EmbeddedPostgres.Ensure(data.Location, "the first secret"u8.ToArray(), NullLogger.Instance);
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Password = "guess", Pooling = false };

        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var error = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
        Assert.Equal("127.0.0.1", wrong.Host);
        Assert.Empty(Directory.GetFiles(Path.Combine(data.Location, "postgres"), ".s.PGSQL*"));
    }

    private static Dictionary<string, string> Settings(TempFolder data) => new() { ["Dashboard__Data"] = data.Location };

    private static Task<DashboardHost> Start(TempFolder data) => DashboardHost.Start(Settings(data), "--demo", "false");

    /// <summary>The server's process, as it wrote it down.</summary>
    private static string Server(TempFolder data) => File.ReadAllLines(Path.Combine(data.Location, "postgres", "postmaster.pid"))[0];

    private static bool IsRunning(string process) => Shell.Run("kill", ["-0", process]).ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default).Result;

    /// <summary>Runs SQL beside the running host; the first value, if any.</summary>
    private static async Task<object?> Execute(DashboardHost beside, TempFolder data, string sql)
    {
        await beside.Ready();
        var secret = System.Text.Encoding.UTF8.GetBytes((await File.ReadAllTextAsync(Path.Combine(data.Location, "secret"))).Trim());
        await using var cluster = await EmbeddedPostgres.Ensure(data.Location, secret, NullLogger.Instance);
        await using var connection = new NpgsqlConnection(cluster.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
