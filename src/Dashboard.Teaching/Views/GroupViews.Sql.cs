using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using NpgsqlTypes;

namespace Dashboard.Teaching.Views;

/// <summary>What she chose on a group's page, and stays chosen until she chooses again.</summary>
public sealed record ViewChoice(string Period, string? Subject, string? Domain);

/// <summary>Keeps how each member of staff left a group's page, so that filters stay and "since last visit" means something. The caller commits.</summary>
public sealed class GroupViews(TimeProvider clock)
{
    /// <summary>After so long without looking, the next look is a new visit.</summary>
    public static readonly TimeSpan VisitEnds = TimeSpan.FromMinutes(30);

    /// <summary>One statement, so that two pages opened at once do not meet.</summary>
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
        await using var look = session.Command("""
            insert into group_view as v (school_id, staff_id, group_id, seen_at, period, subject, domain) values ($1, $2, $3, $4, coalesce($5, $6), $7, $8)
            on conflict (school_id, staff_id, group_id) do update set
              before_at = case when v.seen_at < $9 then v.seen_at else v.before_at end, seen_at = $4, period = coalesce($5, v.period),
              subject = case when $5 is null then v.subject else $7 end, domain = case when $5 is null then v.domain else $8 end
            returning before_at, period, subject, domain
            """);
        foreach (var key in (int[])[person.School, person.StaffId, group]) look.Parameters.AddWithValue(key);
        look.Parameters.AddWithValue(now);
        foreach (var text in new[] { choice?.Period, usual, choice?.Subject, choice?.Domain }) look.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        look.Parameters.AddWithValue(now - VisitEnds);
        await using var row = await look.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new GroupView
        {
            SchoolId = person.School, StaffId = person.StaffId, GroupId = group, SeenAt = now, BeforeAt = row.IsDBNull(0) ? null : row.GetFieldValue<DateTimeOffset>(0),
            Period = row.GetString(1), Subject = row.IsDBNull(2) ? null : row.GetString(2), Domain = row.IsDBNull(3) ? null : row.GetString(3),
        };
    }
}
