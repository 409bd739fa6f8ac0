using Dashboard.Web.Class;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Recording;

/// <summary>What was just recorded, told once on the next page. Holds keys, no names.</summary>
/// <param name="Action">Where undo goes.</param>
/// <param name="What">A <see cref="MarkKind"/>, a <see cref="ReactionKind"/>, a <see cref="NoteKind"/> or "FollowUp"; null: it was undone; "Ended": a follow-up was ended.</param>
/// <param name="Pupils">For whom.</param>
/// <param name="Goal">Name of the goal, as in a sentence.</param>
/// <param name="Until">The day it comes back.</param>
public sealed record Saved(string Action, string? What, IReadOnlyList<Guid> Pupils, string Goal, DateOnly? Until)
{
    /// <summary>What undo takes back.</summary>
    public IReadOnlyList<Guid> Marks { get; init; } = [];
    public IReadOnlyList<Guid> Reactions { get; init; } = [];
    public Guid? FollowUp { get; init; }
    public IReadOnlyList<Guid> Notes { get; init; } = [];

    public bool CanUndo => Marks.Count > 0 || Reactions.Count > 0 || Notes.Count > 0 || FollowUp is not null;

    public IHtmlContent Sentence(TextBook texts, Moments moments, IReadOnlyList<ClassMate> known)
    {
        if (What is null) return texts.Html("done.undo");
        var names = known.Where(p => Pupils.Contains(p.Key)).Select(p => p.Name).ToList();
        return texts.Html("done." + What, ("n", names.Count), ("names", texts.Join(names)), ("goal", Goal), ("date", Until is { } day ? moments.Day(day) : ""));
    }
}
