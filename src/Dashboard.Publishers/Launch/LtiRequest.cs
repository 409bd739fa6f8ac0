namespace Dashboard.Publishers.Launch;

/// <summary>What a tool's library asks at our authorization endpoint (1EdTech Security Framework 1.0 §5.1.1.2). Nothing of it is believed.</summary>
public sealed record LtiRequest(string? ClientId, string? RedirectUri, string? LoginHint, string? MessageHint, string? State, string? Nonce)
{
    private const int Longest = 1000;

    public string? ResponseType { get; init; }
    public string? ResponseMode { get; init; }
    public string? Scope { get; init; }
    public string? Prompt { get; init; }

    /// <summary>Asks for the one thing that this endpoint gives.</summary>
    internal bool IsAsAgreed => ResponseType == "id_token" && ResponseMode == "form_post" && Scope == "openid" && Prompt == "none"
        && State is { Length: > 0 and <= Longest } && Nonce is { Length: > 0 and <= Longest };

    /// <summary>Both hints are the number of the launch; null when they are not one number.</summary>
    internal Guid? Launch => LoginHint == MessageHint && Guid.TryParseExact(MessageHint, "D", out var jti) ? jti : null;
}

/// <summary>Why an LTI launch stops: the request is not right; the click is used, too old or somebody else's; the school switched the feed off.</summary>
public enum LtiRefusal { Wrong, Gone, Off }

/// <param name="Refused">Null: it goes on, and all the others are there.</param>
/// <param name="Tool">The tool's name; null when the click is unknown.</param>
/// <param name="Redirect">Where the browser posts the token.</param>
/// <param name="Target">The page that the tool shows then.</param>
/// <param name="IdToken">Signed.</param>
public sealed record LtiAnswer(LtiRefusal? Refused, string? Tool, Uri? Redirect = null, Uri? Target = null, string? IdToken = null);
