namespace Dashboard.Web.Pages.Links;

/// <summary>
/// What whoever edits links may count. A curator works for every school and sees how many results each method goal has in all of them
/// together, never whose and never per school; an administrator sees the own school. No page of theirs reads a pupil.
/// </summary>
public sealed class LinkScope(Database database)
{
    /// <summary>A session for the counts: with it, only <see cref="MethodGoalUse"/> is read of what belongs to schools.</summary>
    public async Task<Session> Counting(Person person, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (person.Role != Role.Curator) return await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        await using var directory = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var schools = await directory.Tables.Schools.AsNoTracking().Select(s => s.SchoolId).ToListAsync(stop);
        return await database.Begin(DatabaseRole.Web, Scope.Of(schools), stop);
    }

    /// <summary>The tools whose links the person may edit; null: all.</summary>
    public static async Task<int[]?> Tools(StoreContext tables, Person person, CancellationToken stop) => person.Role == Role.Curator ? null : await OfSchool(tables, person.School, stop);

    /// <summary>The tools that a school has a feed of.</summary>
    public static Task<int[]> OfSchool(StoreContext tables, int school, CancellationToken stop) => tables.Feeds.AsNoTracking().Where(f => f.SchoolId == school).Select(f => f.ToolId).ToArrayAsync(stop);
}
