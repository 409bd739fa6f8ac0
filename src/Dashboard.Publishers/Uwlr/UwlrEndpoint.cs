using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Versions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Uwlr;

/// <summary>The UWLR terugweg: publishers push results (BrengLeerresultaten), and find the WSDL at the same address.</summary>
internal static class UwlrEndpoint
{
    public const string Path = "/uwlr/v2/leerresultaten";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, Receive)
            .WithTags("UWLR").WithSummary("BrengLeerresultaten (UWLR 2.0–2.3, SOAP 1.1 en 1.2)")
            .WithDescription("Alles of niets: een leerresultaten_bevestiging, of één fault die resultaat, veld en regel noemt. Header Delivery-Id wijst naar het rapport.")
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .Accepts<string>("text/xml", "application/soap+xml", "*/*")
            .Produces<string>(200, "text/xml", "application/soap+xml")
            .Produces<string>(400, "application/soap+xml").Produces<string>(500, "text/xml", "application/soap+xml")
            .AllowAnonymous().DisableAntiforgery();
        app.MapGet(Path, UwlrContract.Serve)
            .WithTags("UWLR").WithSummary("De WSDL (?wsdl) en de schema's (?xsd=naam)")
            .Produces<string>(200, "text/xml").Produces(404).AllowAnonymous();
    }

    internal static async Task Receive(HttpContext http, UwlrIntake intake, IOptions<DoorLimits> limits, IOptions<VersionPolicy> versions, TimeProvider clock, ILogger<UwlrIntake> log)
    {
        var version = http.Request.ContentType?.StartsWith("application/soap+xml", StringComparison.OrdinalIgnoreCase) == true ? SoapVersion.Soap12 : SoapVersion.Soap11;
        SoapAnswer answer;
        Guid delivery;
        try
        {
            var notes = new UwlrNotes();
            var document = await Document(http, limits.Value.UwlrBytes, notes);
            (answer, delivery, var said) = await intake.Receive(document, version, notes, http.RequestAborted);
            versions.Value.Say(http.Response, VersionPolicy.Uwlr, said);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            delivery = Guid.CreateVersion7(clock.GetUtcNow());
            var fault = DoorBusyException.IsPassing(problem) ? UwlrFault.TijdelijkNietBeschikbaar : UwlrFault.InterneFout;
            if (problem is DoorBusyException) log.LogWarning("UWLR delivery {Delivery} was sent away: busy", delivery);
            else log.LogError(problem, "UWLR delivery {Delivery} failed", delivery);
            if (fault == UwlrFault.TijdelijkNietBeschikbaar) http.Response.Headers.RetryAfter = limits.Value.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            answer = SoapAnswer.Fault(version, fault, []);
        }
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.Headers[DeliveryHeader.Name] = delivery.ToString();
        await http.Response.WriteAsync("""<?xml version="1.0" encoding="utf-8"?>""" + answer.Envelope.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, http.RequestAborted);
    }

    private static async Task<XElement?> Document(HttpContext http, long limit, UwlrNotes notes)
    {
        void Unreadable(string why) => notes.Refuse(UwlrFault.OngeldigBericht, null, "Envelope", why);
        try
        {
            return await SafeXml.Read(BodyStream.Open(http.Request, limit), Unreadable, http.RequestAborted);
        }
        catch (UnreadableBodyException problem)
        {
            Unreadable(problem.Message);
            return null;
        }
    }
}
