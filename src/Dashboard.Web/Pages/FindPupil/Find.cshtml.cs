using System.Globalization;
using Dashboard.Web.Class;

namespace Dashboard.Web.Pages.FindPupil;

/// <summary>
/// Where is Sander? A form post, so that a typed name stands in no address, log or history. One match: straight to the pupil.
/// </summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class FindModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    private const int Most = 40;

    public string Asked { get; private set; } = "";
    public IReadOnlyList<(string Group, string GroupKey, ClassMate Pupil)> Found { get; private set; } = [];

    public void OnGet() => ViewData.Frame(new Frame(texts["find.title"]));

    /// <param name="naam">Part of a name.</param>
    /// <param name="groep">The group the reader looks at: its pupils come first.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostAsync(string? naam, string? groep, CancellationToken stop)
    {
        OnGet();
        Asked = (naam ?? "").Trim();
        if (Asked.Length == 0) return Page();
        await using var session = await current.Begin(stop);
        var groups = await session.Tables.VisibleGroups(current.Person, clock).OrderByDescending(g => g.Key == groep).ThenBy(g => g.Composite).ThenBy(g => g.YearGroup).ThenBy(g => g.Name).ToListAsync(stop);
        var found = new List<(string, string, ClassMate)>();
        foreach (var group in groups)
            found.AddRange((await session.Tables.ClassOf(group, stop)).Where(p => Fits(p.Name, Asked)).Select(p => (group.Name, group.Key, p)));
        Found = [.. found.DistinctBy(f => f.Item3.Key).Take(Most)];
        await current.Saw(session, "find-pupil", null, Found.Select(f => f.Pupil.Key), stop);
        return Found is [var only] ? Redirect($"/g/{only.GroupKey}/l/{only.Pupil.Key}") : Page();
    }

    /// <summary>The beginning of any word of the name, without regard to case and accents: "zoe" finds Zoë.</summary>
    internal static bool Fits(string name, string asked) => name.Split(' ').Prepend(name).Any(word =>
        CultureInfo.InvariantCulture.CompareInfo.IsPrefix(word, asked, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace));
}
