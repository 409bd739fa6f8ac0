using System.Data.Common;
using System.Text;
using Dashboard.Publishers.Deliveries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

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
            .WithMetadata(new RequestSizeLimitAttribute(SafeXml.MaxCharacters))
            .Accepts<string>("text/xml", "application/soap+xml", "*/*")
            .Produces<string>(200, "text/xml", "application/soap+xml")
            .Produces<string>(400, "application/soap+xml").Produces<string>(500, "text/xml", "application/soap+xml")
            .AllowAnonymous().DisableAntiforgery();
        app.MapGet(Path, UwlrContract.Serve)
            .WithTags("UWLR").WithSummary("De WSDL (?wsdl) en de schema's (?xsd=naam)")
            .Produces<string>(200, "text/xml").Produces(404).AllowAnonymous();
    }

    private static async Task Receive(HttpContext http, UwlrIntake intake, TimeProvider clock, ILogger<UwlrIntake> log)
    {
        var version = http.Request.ContentType?.StartsWith("application/soap+xml", StringComparison.OrdinalIgnoreCase) == true ? SoapVersion.Soap12 : SoapVersion.Soap11;
        SoapAnswer answer;
        Guid delivery;
        try
        {
            (answer, delivery) = await intake.Receive(await SafeXml.Read(http.Request.Body, http.RequestAborted), http.RequestAborted);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            delivery = Guid.CreateVersion7(clock.GetUtcNow());
            var fault = IsPassing(problem) ? UwlrFault.TijdelijkNietBeschikbaar : UwlrFault.InterneFout;
            log.LogError(problem, "UWLR delivery {Delivery} failed", delivery);
            answer = SoapAnswer.Fault(version, fault, []);
        }
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.Headers[DeliveryHeader.Name] = delivery.ToString();
        await http.Response.WriteAsync("""<?xml version="1.0" encoding="utf-8"?>""" + answer.Envelope.ToString(System.Xml.Linq.SaveOptions.DisableFormatting), Encoding.UTF8, http.RequestAborted);
    }

    private static bool IsPassing(Exception? problem)
    {
        for (; problem is not null; problem = problem.InnerException)
            if (problem is DbException { IsTransient: true } or TimeoutException) return true;
        return false;
    }
}
