using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Administration;

/// <param name="Server">Its own certificate, with private key.</param>
/// <param name="ClientThumbprint">Of the one certificate that it lets in.</param>
public sealed record MutualTls(X509Certificate2 Server, string ClientThumbprint);

/// <summary>
/// A school administration (LAS) that speaks UWLR leerlinggegevens over SOAP 1.1, at once and stepwise (getrapt), for the sample
/// school. It checks the autorisatie header in the agreement's order, and answers geenwijzigingen, geengegevens or data.
/// </summary>
public sealed class SimulatedAdministration : IAsyncDisposable
{
    public const string Sleutel = "demo-administratie", Klantcode = "dashboard", Klantnaam = "Dashboard", Path = "/uwlr/v2/leerlinggegevens", SmalleSet = "Smalle-set-PO";

    private readonly WebApplication _app;
    private readonly AdministrationData _data;
    private readonly List<string> _asked = [];
    private int _refusals;

    private SimulatedAdministration(WebApplication app, AdministrationData data, int refusals) => (_app, _data, _refusals) = (app, data, refusals);

    public Uri Address => new(new Uri(_app.Urls.First()), Path);

    /// <summary>Body roots of the questions it got, in order.</summary>
    public IReadOnlyList<string> Asked
    {
        get { lock (_asked) return [.. _asked]; }
    }

    /// <summary>Something in the administration changes at this moment.</summary>
    public void Change(DateTimeOffset at) => _data.ChangedAt = at;

    /// <param name="schoolYear">First calendar year that it has data of.</param>
    /// <param name="changedAt">When its data last changed.</param>
    /// <param name="refusals">So many first questions are answered with "busy": a server that is flaky.</param>
    /// <param name="tls">https, for clients with a known certificate only; null: http.</param>
    public static async Task<SimulatedAdministration> Start(int schoolYear, DateTimeOffset changedAt, int refusals = 0, MutualTls? tls = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        if (tls is null) builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
        else builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(tls.Server, o =>
        {
            o.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            o.ClientCertificateValidation = (certificate, _, _) => certificate.Thumbprint == tls.ClientThumbprint;
        })));
        builder.Logging.ClearProviders(); // it is a guest in another program
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var administration = new SimulatedAdministration(builder.Build(), new AdministrationData(schoolYear) { ChangedAt = changedAt }, refusals);
        administration._app.MapPost(Path, (Delegate)administration.Answer);
        await administration._app.StartAsync();
        return administration;
    }

    private async Task<IResult> Answer(HttpContext http)
    {
        var question = Question.Read(await XDocument.LoadAsync(http.Request.Body, LoadOptions.None, http.RequestAborted));
        lock (_asked) _asked.Add(question.Root);
        if (Interlocked.Decrement(ref _refusals) >= 0)
        {
            http.Response.Headers.RetryAfter = "0";
            return Fault("Server.TijdelijkNietBeschikbaar", 503);
        }
        if (question.Sleutel.Length == 0 || question.Klantcode.Length == 0 || question.Klantnaam.Length == 0) return Fault("Client.AutorisatieOngeldig");
        if (question.Version is not ("2.1" or "2.2" or "2.3")) return Fault("Client.XsdVersieOngeldig");
        if (question.SchoolYear is null) return Fault("Client.OngeldigBericht");
        if ((question.Klantcode, question.Klantnaam) != (Klantcode, Klantnaam)) return Fault("Client.OngeldigeKlantIdentificatie");
        if (question.Sleutel != Sleutel) return Fault("Client.AutorisatieOngeldig");
        return _data.Answer(question) is { } body ? Soap(200, body) : Fault("Client.OngeldigBericht");
    }

    private static IResult Fault(string code, int status = 500) =>
        Soap(status, new XElement(Question.SoapNs + "Fault", new XElement("faultcode", code), new XElement("faultstring", "De vraag kan niet worden beantwoord.")));

    private static IResult Soap(int status, XElement body) => Results.Text(
        new XElement(Question.SoapNs + "Envelope", new XAttribute(XNamespace.Xmlns + "soap", Question.SoapNs), new XElement(Question.SoapNs + "Body", body)).ToString(SaveOptions.DisableFormatting), "text/xml; charset=utf-8", statusCode: status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
