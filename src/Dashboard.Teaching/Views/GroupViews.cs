using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Teaching.Views;

/// <summary>What she chose on a group's page, and stays chosen until she chooses again.</summary>
public sealed record ViewChoice(string Period, string? Subject, string? Domain);

/// <summary>Keeps how each member of staff left a group's page, so that filters stay and "since last visit" means something. The caller commits.</summary>
public sealed class GroupViews(TimeProvider clock)
{
    /// <summary>After so long without looking, the next look is a new visit.</summary>
    public static readonly TimeSpan VisitEnds = TimeSpan.FromMinutes(30);

    /// <param name="session">In the person's school.</param>
    /// <param name="person">Who looks.</param>
    /// <param name="group">A group that she may see.</param>
    /// <param name="choice">What she chose now; null: what she chose last time, or <paramref name="usual"/>.</param>
    /// <param name="usual">For who never chose.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The row as it stands, with the end of the visit before this one.</returns>
    public async Task<GroupView> Look(Session session, Person person, int group, ViewChoice? choice, string usual, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var view = await session.Tables.GroupViews.SingleOrDefaultAsync(v => v.SchoolId == person.School && v.StaffId == person.StaffId && v.GroupId == group, stop);
        if (view is null) session.Tables.GroupViews.Add(view = new GroupView { SchoolId = person.School, StaffId = person.StaffId, GroupId = group, Period = usual, SeenAt = now });
        else
        {
            if (now - view.SeenAt > VisitEnds) view.BeforeAt = view.SeenAt;
            view.SeenAt = now;
        }
        if (choice is not null) (view.Period, view.Subject, view.Domain) = (choice.Period, choice.Subject, choice.Domain);
        await session.Tables.SaveChangesAsync(stop);
        return view;
    }
}
