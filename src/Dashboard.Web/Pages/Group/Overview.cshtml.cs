using Dashboard.Contracts;
using Dashboard.Teaching.Views;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.Group;

/// <summary>Who needs me, on what, why?</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class OverviewModel(CurrentPerson current, Signalling.Lifecycle.Reactions reactions, GroupViews views, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public GroupFacts Facts { get; private set; } = null!;
    public GroupFilter Filter { get; private set; } = null!;
    public IReadOnlyList<SignalRow> Rows { get; private set; } = [];
    public Matrix Matrix { get; private set; } = null!;
    public Silence Silence { get; private set; } = null!;
    public Why? Why { get; private set; }
    /// <summary>The step of the tour that stands on the page; 0: none.</summary>
    public int Tour { get; private set; }
    public const int TourSteps = 4;
    public Sentences Say { get; private set; } = null!;

    /// <summary>What the page shows below each kind; new progress is folded.</summary>
    public IEnumerable<IGrouping<SignalKind, SignalRow>> Kinds => Rows.GroupBy(r => r.Kind);

    public async Task<IActionResult> OnGetAsync(string g, Guid? waarom, int rondleiding, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var group = await session.Tables.VisibleGroup(current.Person, g, clock, stop);
        if (group is null) return NotFound();
        Facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        var view = await views.Look(session, current.Person, group.GroupId, GroupFilter.Chosen(Request.Query), "week", stop);
        Filter = GroupFilter.From(Request.Query, view);
        Rows = SignalRows.Build(Facts, Filter, moments.Today);
        Matrix = MatrixRows.Build(Facts, Filter, moments.Today);
        Silence = Silence.Of(Facts);
        Tour = rondleiding is > 0 and <= TourSteps ? rondleiding : 0;
        Say = new Sentences(texts, moments, group.Key);
        if (waarom is { } signal && WhyRow(signal) is { } row)
        {
            Why = await WhyQuery.Read(session.Tables, Facts, row, signal, stop);
            await reactions.Add(session, current.Person, ReactionKind.Seen, [.. row.Signals.Where(s => !s.Seen).Select(s => s.Id)], null, stop);
        }
        await current.Saw(session, "view-group", group.Key, Facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts.Plain("group.title", ("group", group.Name)), group, Facts.Pupils, "overzicht"));
        return Page();
    }

    /// <summary>The row of the page, or a row of its own when the filter leaves the signal out.</summary>
    private SignalRow? WhyRow(Guid signal) =>
        Rows.FirstOrDefault(r => r.Has(signal)) ?? SignalRows.Single(Facts, signal, moments.Today);

    public IEnumerable<string> Subjects => Facts.Goals.Topics.Select(t => t.Subject).Where(s => s.Length > 0).Distinct().Order();
    public IEnumerable<string> Domains => Facts.Goals.Topics.Where(t => Filter.Subject is null || t.Subject == Filter.Subject)
        .OrderBy(t => t.Position).Select(t => t.Domain).Where(d => d.Length > 0).Distinct();
}
