using System.Net;
using System.Net.Sockets;

namespace Dashboard.Publishers.Tokens;

/// <summary>
/// Whether an address is one of the public internet. What an outsider's address makes us fetch may never be one of our own
/// network (IANA special-purpose registries, RFC 6890), nor such an address inside another one (mapped, NAT64, 6to4).
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20"]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3"), Nat64 = IPNetwork.Parse("64:ff9b::/96"), SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            if (Nat64.Contains(address)) return Is(new IPAddress(bytes.AsSpan(12, 4)));
            if (SixToFour.Contains(address)) return Is(new IPAddress(bytes.AsSpan(2, 4)));
            if (address.ScopeId != 0 || !Global.Contains(address)) return false;
        }
        return !Special.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }
}
