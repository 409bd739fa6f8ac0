namespace Dashboard.Publishers.Tokens;

/// <summary>Configuration section "Tokens".</summary>
public sealed class TokenOptions
{
    /// <summary>
    /// The addresses under which publishers reach this dashboard ("https://dashboard.example"): a client's assertion must be meant
    /// for one of them. None: only loopback, since the name in a request is what the sender makes of it.
    /// </summary>
    public string[] Addresses { get; set; } = [];

    /// <summary>Requests for a token from one address in a minute; a request that fails counts ten times.</summary>
    public int PerMinute { get; set; } = 600;
}
