using System.Text.Json;
using Dashboard.Mapping.Proposals;

namespace Dashboard.Web.Pages.Links;

/// <summary>Which method goal belongs to which goal? The work list, and one method goal beside it (ui: curator's link editor).</summary>
[Authorize(Policy = WebComponent.EditsLinks)]
public sealed class EditorModel(CurrentPerson current, LinkScope scope, Mapping.Links.Links links, Proposals proposals, TextBook texts, Moments moments) : PageModel
{
    public LinkFilter Filter { get; private set; } = null!;
    public WorkList List { get; private set; } = null!;
    public Selection? Open { get; private set; }
    public LinkForm? Form { get; private set; }
    public IReadOnlyList<string> Problems { get; private set; } = [];
    public LinkSaved? Saved { get; private set; }
    public bool Keys => Shortcuts.On(HttpContext);
    public Person Person => current.Person;

    /// <summary>The method goals before and after the open one; the first, when the open one is not on the list.</summary>
    public int? Previous { get; private set; }
    public int? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        Saved = TempData["LinkSaved"] is string json ? JsonSerializer.Deserialize<LinkSaved>(json) : null;
        await Load(null, stop);
        return Page();
    }

    /// <param name="besluit">Approved, Rejected or Proposed.</param>
    public async Task<IActionResult> OnPostAsync(LinkForm form, LinkStatus besluit, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (besluit is not (LinkStatus.Approved or LinkStatus.Rejected or LinkStatus.Proposed)) return BadRequest();
        await using (var session = await current.Begin(stop))
        {
            form.School |= current.Person.Role != Role.Curator;
            var parts = await session.Tables.Goals.AsNoTracking().Where(g => g.GoalId == form.Leerdoel).Select(g => g.Parts).FirstOrDefaultAsync(stop) ?? [];
            var outcome = await links.Decide(session, current.Person, form.Decision(besluit, parts), stop);
            if (outcome.Problems.Count == 0)
            {
                await session.Commit(stop);
                return Done(new LinkSaved(besluit, form.Methodedoel, outcome.Change is { } change ? [change] : []));
            }
            Problems = [.. outcome.Problems.Select(p => p.Rule).Distinct()];
        }
        await Load(form, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostUndoAsync(long[] wijziging, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        foreach (var change in wijziging.OrderDescending()) Problems = [.. Problems, .. (await links.Undo(session, current.Person, change, stop)).Problems.Select(p => p.Rule)];
        if (Problems.Count == 0) await session.Commit(stop);
        return Done(new LinkSaved(null, null, []) { Problem = Problems.Count > 0 ? Problems[0] : null });
    }

    public async Task<IActionResult> OnPostApproveAsync(int[] koppeling, string? reden, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reden) || koppeling.Length == 0) return Done(new LinkSaved(null, null, []) { Problem = koppeling.Length == 0 ? "nothing-chosen" : "reason-missing" });
        await using var session = await current.Begin(stop);
        var changes = await links.Approve(session, current.Person, koppeling, reden, stop);
        await session.Commit(stop);
        return Done(new LinkSaved(LinkStatus.Approved, null, changes));
    }

    public IActionResult OnPostKeys(bool aan)
    {
        Shortcuts.Set(HttpContext, aan);
        return Redirect(Request.Path + LinkFilter.From(Request.Query, Person).With());
    }

    private RedirectResult Done(LinkSaved saved)
    {
        TempData["LinkSaved"] = JsonSerializer.Serialize(saved);
        return Redirect(Request.Path + LinkFilter.From(Request.Query, Person).With());
    }

    private async Task Load(LinkForm? posted, CancellationToken stop)
    {
        Filter = LinkFilter.From(Request.Query, Person);
        if (posted is not null) Filter = Filter with { MethodGoal = posted.Methodedoel, Goal = posted.Leerdoel };
        await using var session = await scope.Counting(Person, stop);
        var tools = await LinkScope.Tools(session.Tables, Person, stop);
        List = await WorkList.Read(session.Tables, Filter, Filter.OwnSchool ? Person.School : null, tools, moments.Today, stop);
        if (Filter.MethodGoal is null && List.Rows.Count > 0) Filter = Filter with { MethodGoal = List.Rows[0].Id };
        if (Filter.State is "voorgesteld" or "verouderd") Bulk = await WaitingLinks.Of(session.Tables, List.Rows, Filter, Person, stop);
        Open = await Selection.Read(session.Tables, Filter, Person, proposals, _ => texts["links.someone"], stop);
        if (Open is not null && tools?.Contains(Open.Goal.ToolId) == false) Open = null;
        if (Open?.Chosen is { } goal)
            Form = posted ?? LinkForm.Of(Open.Goal.MethodGoalId, goal, Open.Links.FirstOrDefault(l => l.Goal.GoalId == goal.GoalId && l.Link.SchoolId == (Filter.OwnSchool ? Person.School : null)), Filter.OwnSchool, Because(goal));
        var at = List.Rows.ToList().FindIndex(r => r.Id == Filter.MethodGoal);
        (Previous, Next) = (at > 0 ? List.Rows[at - 1].Id : null, at + 1 < List.Rows.Count ? List.Rows[at + 1].Id : null);
        ViewData.Frame(new Frame(texts["links.title"], Here: "koppelen"));
    }

    /// <summary>"klok, uren; domein Meten: tijd; groep 3-5": why a goal was suggested, and the first words of the curator's reason.</summary>
    public string Because(GoalChoice goal)
    {
        if (Open?.Offers.FirstOrDefault(o => o.Goal.GoalId == goal.GoalId)?.Why is not { } why) return "";
        string?[] parts = [why.Words.Count > 0 ? string.Join(", ", why.Words) : null, why.Domain && goal.Domain is { } domain ? texts.Plain("links.because.domain", ("domain", domain)) : null, why.Level ? goal.Level : null];
        return string.Join("; ", parts.OfType<string>());
    }

    /// <summary>Links that can be approved together: those that wait on the rows shown.</summary>
    public IReadOnlyList<(int Link, string Method, string Goal)> Bulk { get; private set; } = [];

    /// <summary>The choices a search for a goal keeps.</summary>
    public IEnumerable<(string Name, string? Value)> Hidden => new (string, string?)[]
    {
        ("leermiddel", Filter.Tool), ("domein", Filter.Domain), ("niveau", Filter.Level), ("stand", Filter.State), ("zoek", Filter.Text), ("voor", Filter.OwnSchool ? "school" : null),
        ("methodedoel", Filter.MethodGoal?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    }.Where(v => v.Item2 is not null);

    public string Shown(long count) => count.ToString("N0", texts.Culture);
}

/// <summary>What was just decided, told once on the next page.</summary>
/// <param name="Decision">Null: it was undone, or nothing was done.</param>
/// <param name="MethodGoal">Of whose results the sentence speaks.</param>
/// <param name="Changes">What undo takes back.</param>
public sealed record LinkSaved(LinkStatus? Decision, int? MethodGoal, IReadOnlyList<long> Changes)
{
    public string? Problem { get; init; }
}
