using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Access;

/// <summary>Who asks, and a session in that person's school. Every page reads through here.</summary>
public sealed class CurrentPerson(IHttpContextAccessor context, Database database, TimeProvider clock)
{
    /// <summary>Null when nobody is signed in.</summary>
    public Person? OrNobody => Person.From(context.HttpContext!.User);

    /// <exception cref="InvalidOperationException">The page forgot to require a session.</exception>
    public Person Person => OrNobody ?? throw new InvalidOperationException("Nobody is signed in: this page must require a session.");

    /// <summary>A transaction that sees the person's own school.</summary>
    public Task<Session> Begin(CancellationToken stop) => database.Begin(DatabaseRole.Web, Scope.School(Person.School), stop);

    /// <summary>An audit row of this person, saved with the session.</summary>
    public void Note(Session session, string action, string? subject, string? detail = null) => session.Note(Person, clock.GetUtcNow(), action, subject, detail);

    /// <summary>Writes down that this person saw these pupils, and commits: what is shown stands in the audit trail.</summary>
    /// <param name="action">"view-group", "view-pupil", …</param>
    /// <param name="subject">Key of the group or pupil.</param>
    /// <param name="pupils">Keys of the pupils on the page, when it is not about one.</param>
    public async Task Saw(Session session, string action, string? subject, IEnumerable<Guid> pupils, CancellationToken stop)
    {
        session.Saw(Person, clock.GetUtcNow(), action, subject, pupils);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }
}
