using Dashboard.Publishers.Launch;
using Dashboard.Publishers.Tokens;

namespace Dashboard.Web.Pages.OpenTool;

/// <summary>
/// The authorization endpoint of LTI 1.3: the tool sends the browser here with the number of the click, and the page posts the signed
/// id token to the tool. Without script that takes one press on a button. Only here a form may go to another site, and only to this tool.
/// </summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class LtiAuthorizeModel(CurrentPerson current, LtiAuthorization authorization, TokenAddress address, ToolDoor door, TextBook texts) : PageModel
{
    /// <summary>Null: the page says why not.</summary>
    public LtiAnswer? Going { get; private set; }

    public string? State { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "client_id")] string? client, [FromQuery(Name = "redirect_uri")] string? redirect, [FromQuery(Name = "response_type")] string? type,
        [FromQuery(Name = "response_mode")] string? mode, string? scope, string? prompt, string? state, string? nonce, [FromQuery(Name = "login_hint")] string? login,
        [FromQuery(Name = "lti_message_hint")] string? message, CancellationToken stop)
    {
        if (address.Of(Request) is not { } issuer) return door.Shut(this, "err.launchWrong", null, 400);
        var request = new LtiRequest(client, redirect, login, message, state, nonce) { ResponseType = type, ResponseMode = mode, Scope = scope, Prompt = prompt };
        var answer = await authorization.Answer(current.Person, request, issuer, stop);
        switch (answer.Refused)
        {
            case LtiRefusal.Wrong: return door.Shut(this, "err.launchWrong", answer.Tool, 400);
            case LtiRefusal.Gone: return door.Shut(this, "err.launchGone", answer.Tool, 410);
            case LtiRefusal.Off: return door.Shut(this, "err.off", answer.Tool);
        }
        (Going, State) = (answer, state);
        // Browsers hold the answer to the form to this as well, and a tool may send on to the page itself.
        var origins = new[] { answer.Redirect!, answer.Target! }.Select(u => u.GetLeftPart(UriPartial.Authority)).Distinct();
        Response.Headers.ContentSecurityPolicy = SecurityHeaders.Policy.Replace("form-action 'self'", "form-action 'self' " + string.Join(' ', origins), StringComparison.Ordinal);
        ViewData.Frame(new Frame(texts.Plain("open", ("tool", answer.Tool))));
        return Page();
    }
}
