using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Tokens;

/// <summary>The address of this dashboard, as a publisher's programs know it: what they ask a token at, and the issuer of LTI launches.</summary>
public sealed class TokenAddress(IOptions<TokenOptions> options)
{
    private readonly string[] _registered = [.. options.Value.Addresses.Where(a => a.Length > 0).Select(a => a.TrimEnd('/'))];

    /// <returns>The address that the request came to, without a slash at the end; null when it is none of ours.</returns>
    public string? Of(HttpRequest request)
    {
        var address = $"{request.Scheme}://{request.Host}{request.PathBase}".TrimEnd('/');
        if (_registered.Length > 0) return Array.Find(_registered, r => string.Equals(r, address, StringComparison.OrdinalIgnoreCase)) ?? (_registered.Length == 1 ? _registered[0] : null);
        var host = request.Host.Host.Trim('[', ']');
        return host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip)) ? address : null;
    }

    /// <summary>What an assertion may name as its audience: the issuer or the token address.</summary>
    public static string[] Audiences(string address) => [address, address + "/", address + TokenEndpoint.Path];
}
