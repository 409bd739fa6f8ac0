using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Publishers.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A real TLS server under a name of a publisher; that name leads to it by <see cref="Dial"/> only.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private const string Host = "keys.numo.example";
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate = Certificate();

    public TlsServer(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(http =>
        {
            Asked++;
            return answer(http);
        });
        _app.StartAsync().GetAwaiter().GetResult();
        Address = $"https://{Host}:{new Uri(_app.Urls.First()).Port}";
    }

    public string Address { get; }
    public int Asked { get; private set; }

    public JwksDial Dial(Func<IPAddress, bool> may) => new((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), may, Ours);

    public bool Ours(object sender, X509Certificate? certificate, X509Chain? chain, System.Net.Security.SslPolicyErrors errors) => certificate?.GetCertHashString() == _certificate.GetCertHashString();

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + Host, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }
}
