using System.Globalization;
using System.Net.Sockets;

namespace Dashboard.SystemTests.Rig;

/// <summary>One RabbitMQ node in a temporary folder, with its own epmd; nothing of it is left afterwards.</summary>
internal sealed class RabbitNode : IAsyncDisposable
{
    private readonly TempFolder _folder = new("mq");
    private readonly string _programs;
    private readonly string? _user;
    private readonly int _epmd = Shell.FreePort();
    private readonly Dictionary<string, string> _environment;

    /// <summary>Null: it listens without encryption.</summary>
    private readonly ServerCertificate? _certificate;

    private RabbitNode(string programs, ServerCertificate? certificate)
    {
        _certificate = certificate;
        _programs = programs;
        _user = Shell.IsRoot ? "rabbitmq" : null;
        string At(string name) => Path.Combine(_folder.Location, name);
        _environment = new()
        {
            ["HOME"] = At("home"),
            ["LC_ALL"] = "C.UTF-8",
            ["RABBITMQ_NODENAME"] = $"test{_epmd}@localhost",
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_CONFIG_FILE"] = At("rabbit.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("plugins"),
            ["RABBITMQ_MNESIA_BASE"] = At("mnesia"),
            ["RABBITMQ_LOG_BASE"] = At("log"),
            ["RABBITMQ_PID_FILE"] = At("rabbit.pid"),
            ["RABBITMQ_DIST_PORT"] = Shell.FreePort().ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_PORT"] = _epmd.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        };
    }

    public int Port { get; } = Shell.FreePort();
    public string Folder => _folder.Location;
    public string Name => _environment["RABBITMQ_NODENAME"];

    /// <summary>The folder with rabbitmq-server and rabbitmqctl; not Debian's wrappers in /usr/sbin, which want their own user and folders.</summary>
    public static string? Find() =>
        Directory.Exists("/usr/lib/rabbitmq/bin") ? "/usr/lib/rabbitmq/bin" : Path.GetDirectoryName(Shell.Find("rabbitmq-server"));

    /// <param name="programs">Of <see cref="Find"/>.</param>
    /// <param name="certificate">Given: it listens with TLS only, and shows this.</param>
    public static async Task<RabbitNode> Start(string programs, ServerCertificate? certificate = null)
    {
        var node = new RabbitNode(programs, certificate);
        try
        {
            await node.Prepare();
            await node.Begin();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    private async Task Begin()
    {
        await Run("rabbitmq-server", "-detached");
        await Run("rabbitmqctl", "--quiet", "wait", "--timeout", "60", _environment["RABBITMQ_PID_FILE"]);
    }

    /// <summary>kill -9: it gets no chance to write anything down.</summary>
    public async Task Kill()
    {
        foreach (var process in Processes())
        {
            await Shell.Run("kill", ["-KILL", process.ToString(CultureInfo.InvariantCulture)]);
            await Probe.Until("RabbitMQ is gone", () => Task.FromResult(!Directory.Exists($"/proc/{process}")));
        }
    }

    /// <summary>The same node on the same port, with what it had on disk.</summary>
    public Task StartAgain()
    {
        File.Delete(_environment["RABBITMQ_PID_FILE"]);
        return Begin();
    }

    /// <summary>The node's own process, as it wrote it down.</summary>
    public IReadOnlyList<int> Processes() => [int.Parse(File.ReadAllText(_environment["RABBITMQ_PID_FILE"]).Trim(), CultureInfo.InvariantCulture)];

    public Task<string> Control(params string[] command) => Run("rabbitmqctl", ["--quiet", .. command]);

    private async Task Prepare()
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder.Location, "home")).FullName;
        var cookie = Path.Combine(home, ".erlang.cookie");
        await File.WriteAllTextAsync(cookie, Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        await File.WriteAllTextAsync(_environment["RABBITMQ_CONFIG_FILE"], _certificate is null ? $"listeners.tcp.1 = 127.0.0.1:{Port}\n" : $"""
            listeners.tcp = none
            listeners.ssl.1 = 127.0.0.1:{Port}
            ssl_options.certfile = {Path.Combine(_folder.Location, "server.pem")}
            ssl_options.keyfile = {Path.Combine(_folder.Location, "server.key")}
            ssl_options.verify = verify_none
            ssl_options.fail_if_no_peer_cert = false

            """);
        if (_certificate is not null)
            foreach (var (name, text) in new[] { ("server.pem", _certificate.Pem), ("server.key", _certificate.Key) }) await File.WriteAllTextAsync(Path.Combine(_folder.Location, name), text);
        await File.WriteAllTextAsync(_environment["RABBITMQ_ENABLED_PLUGINS_FILE"], "[].\n");
        if (_user is not null) await Shell.Run("chown", ["-R", _user, _folder.Location]);
    }

    /// <summary>From the next handshake on it shows this certificate.</summary>
    public async Task Show(ServerCertificate certificate)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Location, "server.pem"), certificate.Pem);
        await File.WriteAllTextAsync(Path.Combine(_folder.Location, "server.key"), certificate.Key);
        await Control("eval", "ssl:clear_pem_cache().");
    }

    private Task<string> Run(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return _user is null
            ? Shell.Run(path, arguments, _environment)
            : Shell.Run("runuser", ["-u", _user, "--", "env", .. _environment.Select(e => $"{e.Key}={e.Value}"), path, .. arguments]);
    }

    /// <summary>The node first (asked, then by force), then the epmd that it started and that outlives it.</summary>
    public async ValueTask DisposeAsync()
    {
        var written = _environment["RABBITMQ_PID_FILE"];
        if (File.Exists(written))
        {
            var process = (await File.ReadAllTextAsync(written)).Trim();
            await Shell.Run("kill", ["-TERM", process]);
            try
            {
                await Probe.Until("RabbitMQ ends", () => Task.FromResult(!Directory.Exists("/proc/self") || !Directory.Exists($"/proc/{process}")), TimeSpan.FromSeconds(20));
            }
            catch (TimeoutException)
            {
                await Shell.Run("kill", ["-KILL", process]);
            }
        }
        await Probe.Until("RabbitMQ's epmd ends", async () =>
        {
            if (await IsClosed(_epmd)) return true;
            await Shell.Run("epmd", ["-port", _environment["ERL_EPMD_PORT"], "-kill"]);
            return await IsClosed(_epmd);
        }, TimeSpan.FromSeconds(10));
        _folder.Dispose();
    }

    private static async Task<bool> IsClosed(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
