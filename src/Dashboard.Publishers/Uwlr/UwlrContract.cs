using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Publishers.Uwlr;

/// <summary>Our own WSDL and schemas (contracts/publishers/uwlr), served with this server's address in them.</summary>
internal static partial class UwlrContract
{
    private const string Wsdl = "leerresultaten.wsdl";

    /// <summary>Our schemas, each after those it imports.</summary>
    public static readonly IReadOnlyList<string> Schemas = ["autorisatie.xsd", "oso.xsd", "leerresultaten.xsd", "uitbreiding.xsd", "toetsdefinities.xsd"];

    public static IResult Serve(HttpContext http)
    {
        var query = http.Request.Query;
        var name = query.ContainsKey("wsdl") ? Wsdl : query["xsd"].ToString();
        if (name.Length == 0) return Results.Text("UWLR leerresultaten: POST SOAP hierheen; de WSDL staat op ?wsdl.", "text/plain; charset=utf-8", statusCode: 404);
        var address = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{UwlrEndpoint.Path}";
        return Read(name) is { } text ? Results.Text(At(text, address), "text/xml; charset=utf-8") : Results.NotFound();
    }

    /// <param name="name">File name.</param>
    /// <returns>The file as published in the repository, or null.</returns>
    internal static string? Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("uwlr/" + name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Schemas become "?xsd=" of this address, so that a SOAP tool needs nothing but the WSDL's address.</summary>
    internal static string At(string text, string address)
    {
        var escaped = System.Security.SecurityElement.Escape(address)!;
        return Location().Replace(text, $"schemaLocation=\"{escaped}?xsd=$1\"").Replace("http://127.0.0.1:5080" + UwlrEndpoint.Path, escaped, StringComparison.Ordinal);
    }

    [GeneratedRegex("schemaLocation=\"([a-z-]+\\.xsd)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Location();
}
