using Dashboard.Contracts;

namespace Dashboard.Web.Pages.Bloem;

/// <summary>What one pupil did in one of her weeks, in all tools together: time and items may be added, and nothing else is.</summary>
/// <param name="PupilId">Whose.</param>
/// <param name="Back">0: the period itself; 1, 2, …: the weeks before it, the nearest first.</param>
/// <param name="Seconds">Practised.</param>
/// <param name="Items">Made.</param>
/// <param name="Exercises">Done.</param>
/// <param name="High">Times that a tool itself spoke of much effort.</param>
/// <param name="Low">Times that a tool itself spoke of little effort.</param>
public sealed record OwnWeek(int PupilId, int Back, int Seconds, int Items, int Exercises, int High, int Low);

public static class OwnWeeks
{
    /// <summary>The words of tools about effort that we know (they are free text); every other word only stands in the table.</summary>
    private static readonly string[] High = ["hoog", "veel", "goed", "high"], Low = ["laag", "weinig", "low"];

    /// <summary>One query, added up by the database, over the index of pupil and time.</summary>
    /// <param name="session">In the school.</param>
    /// <param name="school">The school.</param>
    /// <param name="pupils">The class.</param>
    /// <param name="from">Start of the period.</param>
    /// <param name="before">Start of the weeks that count as usual.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<IReadOnlyList<OwnWeek>> Read(Session session, int school, int[] pupils, DateTimeOffset from, DateTimeOffset before, CancellationToken stop)
    {
        await using var select = session.Command("""
            select pupil_id, case when taken_at >= $3 then 0 else 1 + floor(extract(epoch from ($3 - taken_at)) / 604800)::int end,
              coalesce(sum(seconds), 0)::int, coalesce(sum(items), 0)::int, count(*)::int,
              (count(*) filter (where lower(detail ->> 'effort') = any($7)))::int, (count(*) filter (where lower(detail ->> 'effort') = any($8)))::int
            from result
            where school_id = $1 and pupil_id = any($2) and taken_at >= $4 and is_primary and status = $5 and origin <> $6
            group by 1, 2
            """);
        foreach (var value in (object[])[school, pupils, from.ToUniversalTime(), before.ToUniversalTime(), (short)ResultStatus.Final, (short)OriginKind.StandardisedTest, High, Low]) select.Parameters.AddWithValue(value);
        var weeks = new List<OwnWeek>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) weeks.Add(new OwnWeek(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetInt32(4), rows.GetInt32(5), rows.GetInt32(6)));
        return weeks;
    }
}
