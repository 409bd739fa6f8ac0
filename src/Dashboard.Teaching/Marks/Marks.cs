using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Teaching.Marks;

/// <summary>
/// What a teacher records on a pupil and a goal (V-11, LD-23, LD-24). Recording is saved at once, is never a computed
/// judgement, and can be undone; every step leaves an audit row. The caller commits the session.
/// </summary>
public sealed class Marks(TimeProvider clock)
{
    /// <summary>How long undo works.</summary>
    public static readonly TimeSpan UndoFor = TimeSpan.FromDays(30);

    /// <summary>
    /// Marks the goal for each pupil. "Works on this" and "relevant now" last to the end of the current period and replace the
    /// running mark on the same goal, so that recording twice changes nothing.
    /// </summary>
    /// <param name="session">In the person's school.</param>
    /// <param name="person">Who records; the caller has checked that she may see these pupils.</param>
    /// <param name="kind">What is recorded.</param>
    /// <param name="pupils">Ids of the pupils.</param>
    /// <param name="goal">Id of the goal, of the newest release.</param>
    /// <param name="until">The day it comes back, after today; null: the end of the current period. Her own new day takes the place of her old one.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The marks, one per pupil, in the order given.</returns>
    public Task<IReadOnlyList<Mark>> Add(Session session, Person person, MarkKind kind, IReadOnlyCollection<int> pupils, int goal, DateOnly? until, CancellationToken stop) =>
        Add(session, person, kind, [.. pupils.Select(p => ((int?)p, (int?)null))], goal, until, stop);

    /// <summary>The same for a whole group (LD-23, LD-24).</summary>
    public async Task<Mark> AddForGroup(Session session, Person person, MarkKind kind, int group, int goal, DateOnly? until, CancellationToken stop) =>
        (await Add(session, person, kind, [(null, (int?)group)], goal, until, stop))[0];

    private async Task<IReadOnlyList<Mark>> Add(Session session, Person person, MarkKind kind, IReadOnlyList<(int? Pupil, int? Group)> whom, int goal, DateOnly? own, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var today = SchoolTime.Day(now);
        DateOnly? until = kind == MarkKind.SufficientlyTreated ? null : own > today ? own : Period.Around(today).Last;
        var (pupils, groups) = (whom.Select(w => w.Pupil).OfType<int>().ToArray(), whom.Select(w => w.Group).OfType<int>().ToArray());
        var standing = await session.Tables.Marks.Where(m => m.SchoolId == person.School && m.GoalId == goal && m.Kind == kind && m.UndoneAt == null
            && ((m.PupilId != null && pupils.Contains(m.PupilId.Value)) || (m.GroupId != null && groups.Contains(m.GroupId.Value))) && (m.Until == null || m.Until >= today)).ToListAsync(stop);
        var marks = new List<Mark>();
        foreach (var (pupil, group) in whom)
        {
            var mark = standing.FirstOrDefault(m => m.PupilId == pupil && m.GroupId == group && m.Until == until);
            if (mark is null)
            {
                foreach (var old in standing.Where(m => m.PupilId == pupil && m.GroupId == group && m.StaffId == person.StaffId))
                {
                    old.UndoneAt = now;
                    session.Tables.Audits.Add(Row(person, "mark-undone", old, now));
                }
                mark = new Mark { SchoolId = person.School, MarkId = Guid.CreateVersion7(now), Kind = kind, PupilId = pupil, GroupId = group, GoalId = goal, StaffId = person.StaffId, At = now, Until = until };
                session.Tables.Marks.Add(mark);
                session.Tables.Audits.Add(Row(person, "mark", mark, now));
            }
            marks.Add(mark);
        }
        await session.Tables.SaveChangesAsync(stop);
        return marks;
    }

    /// <summary>
    /// Takes marks back. Of another member of staff, older than <see cref="UndoFor"/> or already undone: left alone.
    /// </summary>
    /// <returns>Those that were taken back.</returns>
    public async Task<IReadOnlyList<Mark>> Undo(Session session, Person person, IReadOnlyCollection<Guid> marks, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var since = now - UndoFor;
        var found = await session.Tables.Marks.Where(m => m.SchoolId == person.School && m.StaffId == person.StaffId && m.UndoneAt == null
            && m.At >= since && marks.Contains(m.MarkId)).ToListAsync(stop);
        foreach (var mark in found)
        {
            mark.UndoneAt = now;
            session.Tables.Audits.Add(Row(person, "mark-undone", mark, now));
        }
        await session.Tables.SaveChangesAsync(stop);
        return found;
    }

    private static Audit Row(Person person, string action, Mark mark, DateTimeOffset now) => new()
    {
        SchoolId = person.School,
        At = now,
        Actor = person.Key.ToString(),
        Action = action,
        Subject = mark.MarkId.ToString(),
        Detail = $$"""{"kind":"{{mark.Kind}}"}""",
    };
}
