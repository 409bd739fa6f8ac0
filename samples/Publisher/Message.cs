namespace Dashboard.Samples.Publisher;

/// <summary>One HTTP message from a publisher to the dashboard.</summary>
public sealed record Message(HttpMethod Method, string Path, string? Body)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>With the publisher's access token.</summary>
    public bool SignedIn { get; init; } = true;

    /// <summary>SOAP only.</summary>
    public string? SoapAction { get; init; }

    /// <summary>How many results are in it, for the log.</summary>
    public int Results { get; init; }
}
