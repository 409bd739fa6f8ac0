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

    /// <summary>One line for everything that a page showed, however many pupils stand on it.</summary>
    /// <param name="subject">What was looked at: a pupil's key, a group's key.</param>
    /// <param name="pupils">Keys of the pupils who stood on it; none for a page about <paramref name="subject"/> alone.</param>
    public static void Saw(this Session session, Person person, DateTimeOffset at, string action, string? subject, IEnumerable<Guid> pupils) =>
        session.Note(person, at, action, subject, pupils.ToList() is { Count: > 0 } all ? System.Text.Json.JsonSerializer.Serialize(new { pupils = all }) : null);
}
