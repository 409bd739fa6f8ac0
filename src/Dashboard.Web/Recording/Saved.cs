using Dashboard.Store.Tables;
using Dashboard.Web.Class;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Recording;

/// <summary>What was just recorded, told once on the next page. Holds keys, no names.</summary>
/// <param name="Action">Where undo goes.</param>
/// <param name="Kind">Null: it was undone.</param>
/// <param name="Pupils">For whom.</param>
/// <param name="Goal">Name of the goal, as in a sentence.</param>
/// <param name="Until">The day it comes back.</param>
/// <param name="Marks">What undo takes back.</param>
public sealed record Saved(string Action, MarkKind? Kind, IReadOnlyList<Guid> Pupils, string Goal, DateOnly? Until, IReadOnlyList<Guid> Marks)
{
    public IHtmlContent Sentence(TextBook texts, Moments moments, IReadOnlyList<ClassMate> known)
    {
        if (Kind is not { } kind) return texts.Html("done.undo");
        var names = known.Where(p => Pupils.Contains(p.Key)).Select(p => p.Name).ToList();
        return texts.Html("done." + kind, ("n", names.Count), ("names", texts.Join(names)), ("goal", Goal), ("date", Until is { } day ? moments.Day(day) : ""));
    }
}
