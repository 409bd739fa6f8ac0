using Dashboard.Schools.Feeds;

namespace Dashboard.Web.Pages.Desk;

/// <summary>The publisher's keys and their rotation. A new key is on the page that answers, and nowhere after it.</summary>
public sealed class KeysModel(CurrentPublisher publisher, CurrentPerson current, TextBook texts, PublisherKeys keys, Sandboxes sandboxes, Database database, TimeProvider clock) : DeskPage(publisher, texts)
{
    protected override string Here => "sleutels";
    public School? Sandbox { get; private set; }
    public IReadOnlyList<FeedKey> FeedKeys { get; private set; } = [];
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The new key, this once.</summary>
    public string? Shown { get; private set; }
    public string ShownWhat { get; private set; } = "keys.shown.secret";
    public string? Wrong { get; private set; }

    public static IReadOnlyList<string> PublicKeys(PublisherClient client) => PublisherKeys.PublicKeyIds(client);

    public Task OnGetAsync(CancellationToken stop) => Read(stop);

    public async Task<IActionResult> OnPostAsync(string? doe, string? client, string? tool, string? kid, string? jwk, CancellationToken stop)
    {
        var person = current.Person;
        var (own, who) = (Own.Clients.FirstOrDefault(c => c.ClientId == client), person.Key.ToString());
        switch (doe)
        {
            case "geheim" when own is not null:
                Shown = await keys.NewSecret(own.ClientId, person.School, who, stop);
                break;
            case "beeindig" when own is not null:
                await keys.EndPrevious(own.ClientId, person.School, who, stop);
                return Redirect("/uitgever/sleutels");
            case "verwijder" when own is not null && kid is not null:
                await keys.RemovePublicKey(own.ClientId, kid, person.School, who, stop);
                return Redirect("/uitgever/sleutels");
            case "openbaar" when own is not null:
                Wrong = await keys.AddPublicKey(own.ClientId, jwk ?? "", person.School, who, stop);
                if (Wrong is null) return Redirect("/uitgever/sleutels");
                break;
            case "uwlr" when Own.Tool(tool) is { } found && await sandboxes.Find(Own.Publisher, stop) is { } sandbox:
                (Shown, ShownWhat) = (await keys.NewFeedKey(sandbox.SchoolId, found.ToolId, who, stop), "keys.shown.uwlr");
                break;
            default:
                return NotFound();
        }
        await Reread(stop);
        await Read(stop);
        return Page();
    }

    private async Task Read(CancellationToken stop)
    {
        Sandbox = await sandboxes.Find(Own.Publisher, stop);
        if (Sandbox is null) return;
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        FeedKeys = await session.Tables.FeedKeys.AsNoTracking().Where(k => k.SchoolId == Sandbox.SchoolId && (k.EndsAt == null || k.EndsAt > Now)).OrderBy(k => k.MadeAt).ToListAsync(stop);
    }
}
