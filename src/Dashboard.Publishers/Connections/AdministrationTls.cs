using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Connections;

/// <summary>Configuration section "Administrations": how this dashboard shows itself to schools' administrations, and whom it believes.</summary>
public sealed class AdministrationOptions
{
    /// <summary>File with our certificate and those between it and its root: PEM, or PFX. Null: we show none.</summary>
    public string? ClientCertificate { get; set; }

    /// <summary>File with its private key (PEM); null: it stands in the same file.</summary>
    public string? ClientCertificateKey { get; set; }

    /// <summary>Of the PFX file, or of the private key.</summary>
    public string? ClientCertificatePassword { get; set; }

    /// <summary>PEM file with the only roots that an administration's certificate may come from (a private PKI); null: those of this machine.</summary>
    public string? TrustedRoots { get; set; }
}

/// <summary>
/// Connections to schools' administrations, over UWLR or Edu-V. Some (ESIS) ask a client certificate: it is shown to every
/// administration that asks for one.
/// </summary>
public sealed class AdministrationTls(IOptions<AdministrationOptions> options)
{
    private readonly Lazy<SslStreamCertificateContext?> _own = new(() => Own(options.Value));
    private readonly Lazy<X509Certificate2Collection?> _roots = new(() => Roots(options.Value));

    /// <exception cref="InvalidOperationException">A file of the configuration cannot be read.</exception>
    public SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All, MaxResponseHeadersLength = 64 };
        if (_own.Value is { } own) handler.SslOptions.ClientCertificateContext = own;
        if (_roots.Value is { } roots)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }
        return handler;
    }

    private static SslStreamCertificateContext? Own(AdministrationOptions options) => options.ClientCertificate is not { Length: > 0 } file ? null : Read("ClientCertificate", file, () =>
    {
        var chain = new X509Certificate2Collection();
        if (X509Certificate2.GetCertContentType(file) == X509ContentType.Pkcs12)
        {
            chain.AddRange(X509CertificateLoader.LoadPkcs12CollectionFromFile(file, options.ClientCertificatePassword));
            return SslStreamCertificateContext.Create(chain.First(c => c.HasPrivateKey), chain, offline: true);
        }
        chain.ImportFromPemFile(file);
        using var pem = options.ClientCertificatePassword is { Length: > 0 } password
            ? X509Certificate2.CreateFromEncryptedPemFile(file, password, options.ClientCertificateKey) : X509Certificate2.CreateFromPemFile(file, options.ClientCertificateKey);
        // Windows signs only with a key that came from a PFX.
        return SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null), chain, offline: true);
    });

    private static X509Certificate2Collection? Roots(AdministrationOptions options) => options.TrustedRoots is not { Length: > 0 } file ? null : Read("TrustedRoots", file, () =>
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return roots;
    });

    private static T Read<T>(string setting, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new InvalidOperationException($"Administrations:{setting}: het bestand {file} is niet te lezen of past niet bij zijn sleutel of wachtwoord.", e);
        }
    }
}
