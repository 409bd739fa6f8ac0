using System.Net.Sockets;

namespace Dashboard.SystemTests.Rig;

/// <summary>A server in a throw-away container, where a Docker daemon answers.</summary>
public sealed class Docker : IAsyncDisposable
{
    private readonly string _id;

    private Docker(string id, int port) => (_id, Port) = (id, port);

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Does a daemon answer on its socket? Known at once, without waiting.</summary>
    public static bool IsThere()
    {
        if (Shell.Find("docker", "docker.exe") is null) return false;
        if (OperatingSystem.IsWindows()) return File.Exists(@"\\.\pipe\docker_engine");
        var address = Environment.GetEnvironmentVariable("DOCKER_HOST") ?? "unix:///var/run/docker.sock";
        if (!address.StartsWith("unix://", StringComparison.Ordinal)) return true;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(address["unix://".Length..]));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Starts <paramref name="image"/> with its port <paramref name="inside"/> on a free port of 127.0.0.1.</summary>
    public static async Task<Docker> Run(string image, int inside, params string[] environment)
    {
        string[] arguments = ["run", "-d", "--rm", "-p", $"127.0.0.1::{inside}", .. environment.SelectMany(e => (string[])["-e", e]), image];
        var id = (await Shell.Run("docker", arguments, limit: TimeSpan.FromMinutes(5))).Trim().Split('\n')[^1];
        var mapped = await Shell.Run("docker", ["port", id, $"{inside}/tcp"]);
        return new Docker(id, int.Parse(mapped.Trim().Split('\n')[0].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Runs a program inside the container.</summary>
    public Task<string> Execute(params string[] command) => Shell.Run("docker", ["exec", _id, .. command]);

    public async ValueTask DisposeAsync() => await Shell.Run("docker", ["rm", "-f", _id]);
}
