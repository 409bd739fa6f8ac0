using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dashboard.Host;

/// <summary>Whose X-Forwarded-For, -Proto and -Host count: only a proxy that is named may say for whom it asks; loopback always may.</summary>
public static class Proxies
{
    /// <param name="known">Addresses or networks ("10.1.0.0/16"), separated by commas; null: loopback only.</param>
    /// <exception cref="InvalidOperationException">One of them is neither.</exception>
    public static void TrustProxies(this ForwardedHeadersOptions options, string? known)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var proxy in (known ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (IPAddress.TryParse(proxy, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network)) options.KnownIPNetworks.Add(network);
            else throw new InvalidOperationException($"Proxy:Known: '{proxy}' is not an address or a network.");
    }
}
