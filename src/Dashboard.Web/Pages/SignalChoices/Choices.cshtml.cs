using System.Globalization;
using Dashboard.Contracts;
using Dashboard.Signalling.Rules;
using Dashboard.Signalling.Settings;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.SignalChoices;

/// <summary>When does the dashboard derive a signal from this tool's results, and what would another choice have shown? (C-1, anchors 9)</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class ChoicesModel(CurrentPerson current, Signalling.Settings.SignalChoices choices, ChoicePreview preview, TextBook texts, TimeProvider clock) : PageModel
{
    /// <summary>In the names of fields: a threshold of two sets stands in the form twice.</summary>
    public const string Ratings = "rating";

    public ToolInSchool Tool { get; private set; } = null!;
    /// <summary>What stands in the form: what is in force, or what was asked about.</summary>
    public RuleChoice Choice { get; private set; } = RuleChoice.Shipped;
    public RuleChoice InForce { get; private set; } = RuleChoice.Shipped;
    public IReadOnlyList<(RuleChoice Choice, string By)> Earlier { get; private set; } = [];
    /// <summary>Per group, in the school's order; null: nothing was asked.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<PreviewCount> Counts)>? Preview { get; private set; }
    /// <summary>A threshold out of its bounds.</summary>
    public (string Threshold, double Min, double Max)? Problem { get; private set; }
    public bool WasSaved { get; private set; }

    /// <summary>The rules whose thresholds can be set for a tool with this kind of score.</summary>
    public bool CountsAnswers => Tool.CountsAnswers;
    public bool Rates => Tool.Profile.Meaning == ScoreMeaning.MasteryRating;

    public static IEnumerable<(Rule Rule, Parameter Parameter)> Thresholds(IEnumerable<Rule> rules) => rules.SelectMany(r => r.Parameters.Where(p => p.Adjustable).Select(p => (r, p)));

    public static IEnumerable<Rule> RulesOf(RuleSet set) => RuleList.Of(set).Except(RuleList.Always);

    public double Value(Rule rule, Parameter parameter) => Choice.Thresholds.TryGetValue(RuleChoice.Name(rule, parameter), out var value) ? value : parameter.Value;

    /// <summary>As a number is written in the reader's language.</summary>
    public string Number(double value) => value.ToString("0.##", CultureInfo.GetCultureInfo(texts.Language == "en" ? "en-GB" : "nl-NL"));

    public async Task<IActionResult> OnGetAsync(string tool, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (!await Read(session, tool, stop)) return NotFound();
        Choice = InForce;
        WasSaved = TempData["Choice"] is true;
        return Page();
    }

    /// <param name="tool">Key of the tool.</param>
    /// <param name="derived">Derive signals or not.</param>
    /// <param name="set">How answers are judged.</param>
    /// <param name="doen">"bekijk" (default) or "bewaar".</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostAsync(string tool, bool derived, RuleSet set, string? doen, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (!await Read(session, tool, stop)) return NotFound();
        if (!Enum.IsDefined(set)) set = RuleSet.Model;
        var thresholds = Asked(set);
        Choice = new RuleChoice(clock.GetUtcNow(), derived, set, thresholds);
        foreach (var problem in Choice.Problems())
        {
            Problem = problem;
            return Page();
        }
        Choice = Signalling.Settings.SignalChoices.Proposal(Choice.From, derived, set, thresholds);
        if (doen == "bewaar")
        {
            await choices.Choose(session, current.Person, Tool.ToolId, derived, set, thresholds, stop);
            await session.Commit(stop);
            TempData["Choice"] = true;
            return Redirect($"/beheer/koppelingen/{Tool.Key}/signalen");
        }
        var counts = (await preview.Run(session, current.Person.School, Tool.ToolId, Choice, stop)).ToLookup(c => c.GroupId);
        var groups = counts.Select(c => c.Key).ToArray();
        var names = await session.Tables.Groups.AsNoTracking().Where(g => g.SchoolId == current.Person.School && groups.Contains(g.GroupId)).OrderBy(g => g.YearGroup).ThenBy(g => g.Name).Select(g => new { g.GroupId, g.Name }).ToListAsync(stop);
        Preview = [.. names.Select(n => (n.Name, (IReadOnlyList<PreviewCount>)[.. counts[n.GroupId]]))];
        return Page();
    }

    /// <summary>The thresholds of the chosen rules; what is no number is out of bounds.</summary>
    private Dictionary<string, double> Asked(RuleSet set)
    {
        var asked = new Dictionary<string, double>();
        foreach (var (rule, parameter) in Thresholds(RuleList.Of(set)))
            if (Request.Form.TryGetValue($"t.{(RuleList.Always.Contains(rule) ? Ratings : set)}.{RuleChoice.Name(rule, parameter)}", out var text))
                asked[RuleChoice.Name(rule, parameter)] = double.TryParse(text.ToString().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
        return asked;
    }

    private async Task<bool> Read(Session session, string tool, CancellationToken stop)
    {
        var school = current.Person.School;
        if ((await session.Tables.ToolsOf(school, clock.GetUtcNow(), stop)).FirstOrDefault(t => t.Key == tool && t.State is not null) is not { } found) return false;
        Tool = found;
        var made = await Signalling.Settings.SignalChoices.Of(session, school, found.ToolId, stop);
        var staff = made.Select(m => m.StaffId).Distinct().ToArray();
        var names = await session.Tables.Staff.AsNoTracking().Where(s => s.SchoolId == school && staff.Contains(s.StaffId)).ToDictionaryAsync(s => s.StaffId, s => s.DisplayName, stop);
        InForce = made.Count > 0 ? made[^1].Choice : RuleChoice.Shipped;
        Earlier = [.. made.Reverse().Select(m => (m.Choice, names.GetValueOrDefault(m.StaffId, "")))];
        ViewData.Frame(new Frame(texts.Plain("choice.title", ("tool", found.Name)), Here: "koppelingen"));
        return true;
    }
}
