using System.Text;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Publishers.Tokens;

/// <summary>How a client says who it is at the token address (RFC 6749 §2.3, RFC 7523).</summary>
/// <param name="ClientId">As claimed; null when it only follows from the assertion.</param>
/// <param name="Secret">client_secret_basic or client_secret_post.</param>
/// <param name="Assertion">private_key_jwt.</param>
/// <param name="Basic">It came in the Authorization header: then a refusal says so in WWW-Authenticate.</param>
internal sealed record ClientCredentials(string? ClientId, string? Secret, string? Assertion, bool Basic)
{
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <returns>Null when it uses more than one way, or an unknown kind of assertion: invalid_request.</returns>
    public static ClientCredentials? From(HttpRequest request, IFormCollection form)
    {
        var (id, secret, assertion) = (Value(form, "client_id"), Value(form, "client_secret"), Value(form, "client_assertion"));
        var basic = Decode(request.Headers.Authorization.ToString());
        if (assertion is not null && Value(form, "client_assertion_type") != JwtBearer) return null;
        if ((basic is null ? 0 : 1) + (secret is null ? 0 : 1) + (assertion is null ? 0 : 1) > 1) return null;
        return basic is { } pair ? new(pair.Id, pair.Secret, null, true) : new(id, secret, assertion, false);
    }

    private static string? Value(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1).</summary>
    private static (string Id, string Secret)? Decode(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length)) return ("", "");
        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return (System.Net.WebUtility.UrlDecode(pair[0]), pair.Length == 2 ? System.Net.WebUtility.UrlDecode(pair[1]) : "");
    }
}
