using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.SystemTests.Rig;

/// <summary>Certificates of a private PKI, made for one test.</summary>
internal static class Certificates
{
    public static X509Certificate2 Root(string name)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return Request(name, key, authority: true).CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    /// <summary>For this machine (127.0.0.1, localhost), or for another name; signed by the root.</summary>
    public static X509Certificate2 Signed(string name, X509Certificate2 root, string? onlyFor = null)
    {
        using var key = RSA.Create(2048);
        var request = Request(name, key, authority: false);
        var names = new SubjectAlternativeNameBuilder();
        if (onlyFor is null) names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName(onlyFor ?? "localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.Create(root, now.AddHours(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private static CertificateRequest Request(string name, RSA key, bool authority)
    {
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        return request;
    }
}

/// <summary>What a server shows, as the texts that it reads from files.</summary>
/// <param name="Pem">Its certificate.</param>
/// <param name="Key">Its private key, PKCS#8.</param>
internal sealed record ServerCertificate(string Pem, string Key)
{
    public static ServerCertificate Of(X509Certificate2 certificate) => new(certificate.ExportCertificatePem(), certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
}
