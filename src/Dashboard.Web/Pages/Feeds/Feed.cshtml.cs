using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Feeds;

/// <summary>One feed: ask for it, switch it, filter it.</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class FeedModel(CurrentPerson current, TextBook texts, FeedAgreements agreements, PublisherKeys keys, TimeProvider clock) : PageModel
{
    public ToolInSchool Tool { get; private set; } = null!;
    public Feed? Feed { get; private set; }
    public string? Brin { get; private set; }
    public int Held { get; private set; }

    /// <summary>The groups of this year, and whether the feed is for them.</summary>
    public IReadOnlyList<(string Key, string Name, bool Chosen)> Groups { get; private set; } = [];

    /// <summary>The feed is limited to groups of which none is left: nothing comes in until the school chooses anew.</summary>
    public bool NoGroupLeft => Feed is { OnlyGroups: true } && !Groups.Any(g => g.Chosen);

    /// <summary>Good UWLR keys of this feed, the oldest first; null: the tool does not speak UWLR.</summary>
    public IReadOnlyList<FeedKey>? Keys { get; private set; }

    /// <summary>A new key, this once.</summary>
    public string? Shown { get; private set; }

    public FeedRequest Form { get; private set; } = new(null, null, null, null, null, null, null, null, null);
    public IReadOnlyList<(string Field, string Wrong)> Wrong { get; private set; } = [];
    public string? Done { get; private set; }
    public bool Overdue => Feed?.RequestedAt?.AddDays(FeedRequestRules.AnswerDays) < clock.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(string tool, string? klaar, CancellationToken stop)
    {
        if (!await Read(tool, stop)) return NotFound();
        Done = klaar is "aan" or "uit" or "bewaar" or "vraag" or "beeindig" or "verwijder" or "zeker" ? klaar : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string tool, string? doe, short? niveau, bool eerder, bool voortgang, int? laat, string? afspraak, string? contact, DateOnly? gesloten, string? door, bool aanleidingen, bool zeker, DateOnly? vanaf, string[]? groepen, FeedRequest form, CancellationToken stop)
    {
        if (!await Read(tool, stop)) return NotFound();
        var person = current.Person;
        switch (doe)
        {
            case "aan" or "uit":
                await agreements.Switch(person, Tool.ToolId, doe == "aan", stop);
                break;
            case "bewaar":
                await agreements.Settle(person, Tool.ToolId, new FeedSettings(niveau, eerder, voortgang, Text(afspraak), Text(contact), laat ?? 36) { AgreementOn = gesloten, AgreementBy = Text(door), TakesTriggers = aanleidingen, ResultsFrom = vanaf, Groups = groepen ?? [] }, stop);
                break;
            case "sleutel" when Keys is not null && Feed is not null:
                Shown = await keys.NewFeedKey(person.School, Tool.ToolId, person.Key.ToString(), stop);
                await Read(tool, stop);
                return Page();
            case "beeindig" when Keys is not null:
                await keys.EndPreviousFeedKey(person.School, Tool.ToolId, person.Key.ToString(), stop);
                break;
            case "verwijder" when zeker:
                if (await agreements.Remove(person, Tool.ToolId, stop) is null) return NotFound();
                break;
            case "verwijder":
                return Redirect($"/beheer/koppelingen/{Tool.Key}?klaar=zeker");
            case "vraag":
                Form = form;
                Wrong = await agreements.Ask(person, Tool.ToolId, form, stop);
                if (Wrong.Count > 0) return Page();
                break;
            default:
                return NotFound();
        }
        return Redirect($"/beheer/koppelingen/{Tool.Key}?klaar={doe}");
    }

    private async Task<bool> Read(string key, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var (t, school) = (session.Tables, current.Person.School);
        if ((await t.ToolsOf(school, clock.GetUtcNow(), stop)).FirstOrDefault(x => x.Key == key) is not { } found) return false;
        Tool = found;
        Feed = await t.Feeds.AsNoTracking().SingleOrDefaultAsync(f => f.SchoolId == school && f.ToolId == found.ToolId, stop);
        var year = SchoolTime.SchoolYear(SchoolTime.Day(clock.GetUtcNow()));
        var chosen = await t.FeedGroups.AsNoTracking().Where(g => g.SchoolId == school && g.ToolId == found.ToolId).Select(g => g.GroupId).ToListAsync(stop);
        Groups = [.. (await t.Groups.AsNoTracking().Where(g => g.SchoolId == school && g.SchoolYear == year && g.EndedOn == null).OrderBy(g => g.Name).ToListAsync(stop)).Select(g => (g.Key, g.Name, chosen.Contains(g.GroupId)))];
        Brin = (await t.Schools.AsNoTracking().SingleAsync(s => s.SchoolId == school, stop)).Brin;
        Held = await t.WaitingResults.CountAsync(w => w.SchoolId == school && w.ToolId == found.ToolId && w.Reason == WaitingReason.EarlierYear, stop);
        if (await t.Tools.AnyAsync(x => x.ToolId == found.ToolId && x.UwlrKlantcode != null, stop))
            Keys = await t.FeedKeys.AsNoTracking().Where(k => k.SchoolId == school && k.ToolId == found.ToolId && (k.EndsAt == null || k.EndsAt > clock.GetUtcNow())).OrderBy(k => k.MadeAt).ToListAsync(stop);
        ViewData.Frame(new Frame(texts["feeds.nav"], Here: "koppelingen"));
        return true;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(120, text.Trim().Length)];
}
