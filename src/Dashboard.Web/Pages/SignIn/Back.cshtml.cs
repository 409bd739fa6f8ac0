using System.Security.Cryptography;
using System.Text;
using Dashboard.Schools.People.External;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Pages.SignIn;

/// <summary>Back from the identity provider, with a code that is good once and for this browser only.</summary>
[AllowAnonymous]
public sealed partial class BackModel(OpenIdClient client, ExternalSignIn people, HalfWay halfWay, IOptions<IdentityProviders> identity, ILogger<BackModel> log) : PageModel
{
    public const string Path = "/inloggen/terug";

    /// <summary>Registered at the provider.</summary>
    public static string Address(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{Path}";

    public async Task<IActionResult> OnGetAsync(string? code, string? state, string? error, CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        if (halfWay.Take() is not { } request || identity.Value.Find(request.Provider) is not { } provider || state is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(request.State)) || string.IsNullOrEmpty(code))
            return Redirect("/inloggen?melding=failed");
        try
        {
            var claims = await client.Redeem(provider, request, code, Address(HttpContext), stop);
            var found = await people.Resolve(provider, claims, stop);
            return found is { Outcome: ExternalOutcome.Known, Staff: { } staff }
                ? Redirect(await halfWay.Go(staff, found.Next, Url.IsLocalUrl(request.ReturnTo) ? request.ReturnTo : null, stop))
                : Redirect("/inloggen?melding=" + found.Outcome.ToString().ToLowerInvariant());
        }
        catch (IdentityException e)
        {
            LogFailed(log, provider.Key, e.Message);
            return Redirect("/inloggen?melding=failed");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in at {Provider}: {Problem}")]
    private static partial void LogFailed(ILogger log, string provider, string problem);
}
