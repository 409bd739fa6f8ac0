using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Links;

/// <summary>Changes a link and notes the change beside it, in the caller's transaction: there is no other way to change one.</summary>
internal static class LinkLog
{
    /// <param name="link">As it is, or new and empty.</param>
    /// <param name="before">What it said; null: it is new.</param>
    /// <param name="after">What it is to say; null: it is taken away.</param>
    /// <returns>The change, with its number once saved; null when nothing changes.</returns>
    public static LinkChange? Write(this StoreContext tables, GoalLink link, LinkState? before, LinkState? after, LinkAction action, string actor, DateTimeOffset now, long? undoes = null)
    {
        if (before is null && after is null || before is not null && after is not null && before.SaysTheSame(after)) return null;
        if (after is null) tables.GoalLinks.Remove(link);
        else
        {
            after.Put(link);
            if (before is null) (link.CreatedAt, _) = (now, tables.GoalLinks.Add(link));
        }
        var change = new LinkChange
        {
            At = now, Actor = actor, Action = action, MethodGoalId = link.MethodGoalId, GoalId = link.GoalId, SchoolId = link.SchoolId,
            Reason = (after ?? before)!.Reason, Before = before?.ToJson(), After = after?.ToJson(), Undoes = undoes,
        };
        tables.LinkChanges.Add(change);
        return change;
    }
}
