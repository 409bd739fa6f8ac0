using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.Schools.People;

/// <summary>Who did or looked at what. A line is saved with the session that it is about.</summary>
public static class AuditTrail
{
    /// <param name="subject">A key, never a name.</param>
    /// <param name="detail">JSON.</param>
    public static void Note(this Session session, Person person, DateTimeOffset at, string action, string? subject, string? detail = null) =>
        session.Tables.Audits.Add(new Audit { SchoolId = person.School, At = at, Actor = person.Key.ToString(), Action = action, Subject = subject, Detail = detail });
}
