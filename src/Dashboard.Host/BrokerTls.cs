using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MassTransit;

namespace Dashboard.Host;

/// <summary>
/// The bus over TLS: an amqps address encrypts, and the broker has to show a certificate for the name in that address. It comes from
/// a root of this machine, or, with RabbitMq:TrustedRoots, from one in that PEM file only.
/// </summary>
public static class BrokerTls
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <returns>What the bus needs to encrypt; null: the address is plain amqp.</returns>
    /// <exception cref="InvalidOperationException">The address or the file will not do; the message names the setting.</exception>
    public static Action<IRabbitMqSslConfigurator>? Read(string rabbit, string? trustedRoots)
    {
        if (!Uri.TryCreate(rabbit, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps" or "rabbitmq" or "rabbitmqs"))
            throw new InvalidOperationException("ConnectionStrings:RabbitMq is not an address like amqps://user:password@host:5671.");
        var encrypted = address.Scheme is "amqps" or "rabbitmqs";
        if (!encrypted && trustedRoots is not null) throw new InvalidOperationException("RabbitMq:TrustedRoots is given, but ConnectionStrings:RabbitMq does not encrypt: write amqps://.");
        if (!encrypted) return null;
        var check = Check(trustedRoots is null ? null : Roots(trustedRoots));
        return tls =>
        {
            tls.Protocol = SslProtocols.None; // whatever this machine holds to be safe
            tls.ServerName = address.Host;
            tls.CertificateValidationCallback = check;
        };
    }

    private static RemoteCertificateValidationCallback Check(X509Certificate2Collection? roots)
    {
        if (roots is null) return (_, _, _, errors) => errors == SslPolicyErrors.None;
        return (_, shown, chain, errors) =>
        {
            if (shown is not X509Certificate2 certificate || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
            using var anew = new X509Chain();
            anew.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            anew.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // a private root seldom publishes a list
            anew.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
            anew.ChainPolicy.CustomTrustStore.AddRange(roots);
            foreach (var between in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) anew.ChainPolicy.ExtraStore.Add(between.Certificate);
            return anew.Build(certificate);
        };
    }

    private static X509Certificate2Collection Roots(string file)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"RabbitMq:TrustedRoots: the file {file} cannot be read as PEM.", e);
        }
        return roots.Count > 0 ? roots : throw new InvalidOperationException($"RabbitMq:TrustedRoots: there is no certificate in {file}.");
    }
}
