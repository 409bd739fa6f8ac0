using Dashboard.Web.Goals;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Links;

/// <summary>What cannot be placed yet: results without a goal, goals without a tool, parts that no tool touches.</summary>
[Authorize(Policy = WebComponent.EditsLinks)]
public sealed class MissingModel(CurrentPerson current, LinkScope scope, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public IReadOnlyList<ToolGap> Tools { get; private set; } = [];
    public IReadOnlyList<PartlyTouched> Partly { get; private set; } = [];
    public IReadOnlyList<Topic> Untouched { get; private set; } = [];
    public bool OwnSchool { get; private set; }
    public bool IsCurator => current.Person.Role == Role.Curator;

    /// <summary>Goals per groep; a goal that is usual in several stands under each, so that a teacher finds it. 0: no groep.</summary>
    public IEnumerable<(int Year, IReadOnlyList<Topic> Goals)> ByYear => Untouched.SelectMany(t => t.Groepen.Length == 0 ? [(Year: 0, t)] : t.Groepen.Select(g => (Year: (int)g, t)))
        .GroupBy(x => x.Year, x => x.t).OrderBy(g => g.Key).Select(g => (g.Key, (IReadOnlyList<Topic>)[.. g]));

    public async Task OnGetAsync(string? voor, CancellationToken stop)
    {
        var person = current.Person;
        OwnSchool = !IsCurator || voor == "school";
        await using (var counting = OwnSchool ? await current.Begin(stop) : await scope.Counting(person, stop))
            Tools = await MissingQuery.Tools(counting.Tables, OwnSchool ? person.School : null, OwnSchool ? await LinkScope.OfSchool(counting.Tables, person.School, stop) : null, moments.Today, stop);
        await using var session = await current.Begin(stop);
        var on = (await session.Tables.ToolsOf(person.School, clock.GetUtcNow(), stop)).Where(t => t.On).ToDictionary(t => t.ToolId, t => t.Key);
        var goals = await GoalMap.Read(session.Tables, person.School, on, moments.Today, stop);
        (Partly, Untouched) = (MissingQuery.Partly(goals), await MissingQuery.Untouched(session.Tables, goals, stop));
        ViewData.Frame(new Frame(texts["missing.title"], Here: "dekking"));
    }

    public string Shown(long count) => count.ToString("N0", texts.Culture);
}
