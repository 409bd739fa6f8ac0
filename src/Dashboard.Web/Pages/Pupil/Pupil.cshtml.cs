using Dashboard.Signalling.Settings;
using Dashboard.Web.Class;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.Pupil;

/// <summary>How does this pupil stand?</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class PupilModel(CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public PupilFacts Facts { get; private set; } = null!;
    public GroupFilter Filter { get; private set; } = null!;
    public IReadOnlyList<PupilDomain> Domains { get; private set; } = [];
    public PupilRow? Chosen { get; private set; }
    public IReadOnlyList<SignalRow> Signals { get; private set; } = [];
    /// <summary>Streefniveaus that stand, by domain of the tools.</summary>
    public IReadOnlyDictionary<string, (TargetLevelKind Level, DateTimeOffset Since)> Targets { get; private set; } = null!;
    public PupilSentences Say { get; private set; } = null!;
    public string Address => $"/g/{Facts.Group.Key}/l/{Facts.Pupil.Key}";

    /// <summary>The charts' own style elements are allowed on this page by this number, and nothing else is.</summary>
    public string Nonce { get; } = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
    public int StaffId => current.Person.StaffId;

    public async Task<IActionResult> OnGetAsync(string g, Guid l, string? doel, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var group = await session.Tables.VisibleGroup(current.Person, g, clock, stop);
        if (group is null || await PupilQuery.Read(session.Tables, group, l, current.Person.StaffId, clock.GetUtcNow(), stop) is not { } facts) return NotFound();
        Targets = await TargetLevels.Of(session, group.SchoolId, facts.Pupil.PupilId, stop);
        await current.Saw(session, "view-pupil", l.ToString(), [], stop);
        Facts = facts;
        Filter = GroupFilter.From(Request.Query, usual: "zes");
        Domains = PupilRows.Build(facts, Filter, moments.Today);
        Chosen = PupilRows.Chosen(Domains, doel);
        Signals = SignalRows.Build(AsGroup(facts), Filter, moments.Today);
        Say = new PupilSentences(texts, moments);
        Response.Headers.ContentSecurityPolicy = SecurityHeaders.Policy.Replace("style-src 'self'", $"style-src 'self' 'nonce-{Nonce}'", StringComparison.Ordinal);
        ViewData.Frame(Frame.Of(texts.Plain("pupil.title", ("group", group.Name)), group, facts.Class));
        return Page();
    }

    /// <summary>The same lines as on the group page, of this pupil alone.</summary>
    private static GroupFacts AsGroup(PupilFacts f) => new(f.Group, [f.Pupil], f.Tools, f.Goals, [], f.States, f.Signals, f.Marks, 0, f.Now);

    public ClassMate? Beside(int step)
    {
        var at = Facts.Class.ToList().FindIndex(p => p.PupilId == Facts.Pupil.PupilId) + step;
        return at >= 0 && at < Facts.Class.Count ? Facts.Class[at] : null;
    }

    /// <summary>Of the period, over tools: minutes may be added.</summary>
    public int Seconds => Worked.Sum(r => r.Seconds ?? 0);
    public int ToolCount => Worked.Select(r => r.ToolId).Distinct().Count();
    public DateTimeOffset? Last => Worked.Select(r => (DateTimeOffset?)r.At).Max();
    private IEnumerable<ResultFacts> Worked => Facts.Results.Where(r => r.Primary && r.At >= Filter.From(moments.Today));

    public IEnumerable<ResultFacts> Tests => Facts.Results.Where(r => r.IsTest);

    public IEnumerable<HistoryLine> History => HistoryLine.Of(Facts);
}
