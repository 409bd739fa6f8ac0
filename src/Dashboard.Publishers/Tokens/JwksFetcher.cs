using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;

namespace Dashboard.Publishers.Tokens;

/// <summary>How names become connections; a test puts its own in place.</summary>
/// <param name="Resolve">Every address of a name.</param>
/// <param name="MayDial">Whether an address may be connected to.</param>
/// <param name="Trust">Checks a certificate; null: as usual.</param>
public sealed record JwksDial(Func<string, CancellationToken, Task<IPAddress[]>> Resolve, Func<IPAddress, bool> MayDial, RemoteCertificateValidationCallback? Trust = null)
{
    public static JwksDial Internet { get; } = new(Dns.GetHostAddressesAsync, PublicAddress.Is);
}

/// <summary>
/// Fetches a client's jwks_uri: https, a host that is registered for one of its publisher's tools, every address of it public
/// (the connection is made to an address that was checked, so a name cannot change in between), no redirects, bounded in size and time.
/// </summary>
public sealed class JwksFetcher : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly JwksDial _dial;
    private readonly HttpClient _http;

    public JwksFetcher(JwksDial dial)
    {
        ArgumentNullException.ThrowIfNull(dial);
        _dial = dial;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 16, PooledConnectionLifetime = TimeSpan.FromMinutes(1), ConnectCallback = Connect,
        };
        if (dial.Trust is not null) handler.SslOptions.RemoteCertificateValidationCallback = dial.Trust;
        _http = new HttpClient(handler) { Timeout = Longest, MaxResponseContentBufferSize = PublicKeySet.LongestText };
    }

    /// <param name="address">The client's jwks_uri.</param>
    /// <param name="hosts">"host" or "host:port", registered for the publisher's tools.</param>
    /// <returns>Why it is not fetched; null when it may be.</returns>
    public static string? Refuse(string address, IEnumerable<string> hosts)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0) return "jwks_uri is een https-adres.";
        if (uri.HostNameType != UriHostNameType.Dns) return "jwks_uri gebruikt een naam, geen IP-adres.";
        return hosts.Any(h => string.Equals(h, uri.IsDefaultPort ? uri.Host : uri.Authority, StringComparison.OrdinalIgnoreCase)) ? null
            : "De host van jwks_uri is niet bij deze uitgever aangemeld.";
    }

    /// <returns>The keys, and how long the sender says they are good; no keys, and why.</returns>
    public async Task<(PublicKeySet? Keys, TimeSpan? Fresh, string? Problem)> Fetch(string address, IEnumerable<string> hosts, CancellationToken stop)
    {
        if (Refuse(address, hosts) is { } refused) return (null, null, refused);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } } };
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, stop);
            if (answer.StatusCode != HttpStatusCode.OK) return (null, null, $"jwks_uri antwoordt met {(int)answer.StatusCode}.");
            var keys = PublicKeySet.Read(await answer.Content.ReadAsStringAsync(stop), out var problem);
            return (keys, answer.Headers.CacheControl?.MaxAge, problem);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (null, null, e is HttpRequestException { InnerException: AddressRefusedException inner } ? inner.Message : "jwks_uri is niet te lezen, is te groot of te traag.");
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await _dial.Resolve(context.DnsEndPoint.Host, stop);
        if (addresses.Length == 0 || !addresses.All(_dial.MayDial)) throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _http.Dispose();

    private sealed class AddressRefusedException() : IOException("De host van jwks_uri heeft een adres dat niet openbaar is.");
}
