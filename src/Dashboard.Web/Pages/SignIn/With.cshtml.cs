using Dashboard.Schools.People.External;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Pages.SignIn;

/// <summary>To the identity provider's own page.</summary>
[AllowAnonymous]
public sealed partial class WithModel(OpenIdClient client, HalfWay halfWay, IOptions<IdentityProviders> identity, ILogger<WithModel> log) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string aanbieder, string? terug, CancellationToken stop)
    {
        if (identity.Value.Find(aanbieder) is not { } provider) return NotFound();
        var request = client.NewRequest(provider.Key, Url.IsLocalUrl(terug) ? terug : null);
        try
        {
            var address = await client.Address(provider, request, BackModel.Address(HttpContext), stop);
            halfWay.Keep(request);
            Response.Headers.CacheControl = "no-store";
            return Redirect(address);
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
