using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>
/// What teachers answer to a signal (NU-15): seen, later (until a date) and "klopt niet" are one teacher's own, handled counts for all
/// who teach the group. Dated, authored, audited; each can be taken back for 30 days. No answer changes a signal's own state: the fold
/// is not told, so a replay gives the same. The caller has checked that the person may see these pupils, and commits the session.
/// </summary>
public sealed class Reactions(TimeProvider clock)
{
    /// <summary>How long undo works.</summary>
    public static readonly TimeSpan UndoFor = TimeSpan.FromDays(30);

    /// <summary>Records an answer to each signal. The same answer again changes nothing; a new date for "later" takes the place of the old.</summary>
    /// <param name="session">In the person's school.</param>
    /// <param name="person">Who answers.</param>
    /// <param name="kind">What.</param>
    /// <param name="signals">Ids of signals of pupils whom she may see.</param>
    /// <param name="until">Later: when it comes back; null: the next school day.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The answers that stand now, one per signal.</returns>
    public async Task<IReadOnlyList<Reaction>> Add(Session session, Person person, ReactionKind kind, IReadOnlyCollection<Guid> signals, DateOnly? until, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (kind == ReactionKind.Later) until ??= (await session.Tables.CalendarOf(person.School, stop)).AddSchoolDays(SchoolTime.Day(now), 1);
        else until = null;
        var known = await session.Tables.Signals.AsNoTracking().Where(s => s.SchoolId == person.School && signals.Contains(s.SignalId)).Select(s => s.SignalId).ToListAsync(stop);
        var standing = await session.Tables.Reactions.Where(r => r.SchoolId == person.School && r.StaffId == person.StaffId && r.Kind == kind && r.UndoneAt == null && known.Contains(r.SignalId)).ToListAsync(stop);
        // Handled before, told again since, handled again: that is a new answer.
        var told = kind != ReactionKind.Handled ? [] : await session.Tables.Notices.AsNoTracking().Where(n => n.SchoolId == person.School && known.Contains(n.SignalId) && n.Kind != NoticeKind.Silent)
            .GroupBy(n => n.SignalId).Select(g => new { g.Key, At = g.Max(n => n.At) }).ToDictionaryAsync(n => n.Key, n => n.At, stop);
        var answers = new List<Reaction>();
        foreach (var signal in known)
        {
            var old = standing.Where(r => r.SignalId == signal && (!told.TryGetValue(signal, out var at) || r.At >= at)).MaxBy(r => r.At);
            if (old is not null && old.Until == until) { answers.Add(old); continue; }
            if (old is not null) old.UndoneAt = now;
            var answer = new Reaction { SchoolId = person.School, ReactionId = Guid.CreateVersion7(now), SignalId = signal, StaffId = person.StaffId, Kind = kind, At = now, Until = until };
            session.Tables.Reactions.Add(answer);
            if (kind != ReactionKind.Seen) session.Note(person, now, "signal-" + kind.ToString().ToLowerInvariant(), signal.ToString());
            answers.Add(answer);
        }
        await session.Tables.SaveChangesAsync(stop);
        return answers;
    }

    /// <summary>Takes answers back: the person's own, and "afgehandeld" of a colleague. Older than <see cref="UndoFor"/>, of other pupils or taken back before: left alone.</summary>
    /// <param name="pupils">Pupils whom she may see.</param>
    /// <returns>Those that were taken back.</returns>
    public async Task<IReadOnlyList<Reaction>> Undo(Session session, Person person, IReadOnlyCollection<Guid> reactions, IReadOnlyCollection<int> pupils, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var since = now - UndoFor;
        var found = await session.Tables.Reactions.Where(r => r.SchoolId == person.School && reactions.Contains(r.ReactionId) && r.UndoneAt == null && r.At >= since
            && (r.StaffId == person.StaffId || r.Kind == ReactionKind.Handled)
            && session.Tables.Signals.Any(s => s.SchoolId == r.SchoolId && s.SignalId == r.SignalId && pupils.Contains(s.PupilId))).ToListAsync(stop);
        foreach (var reaction in found)
        {
            reaction.UndoneAt = now;
            session.Note(person, now, "signal-" + reaction.Kind.ToString().ToLowerInvariant() + "-undone", reaction.SignalId.ToString());
        }
        await session.Tables.SaveChangesAsync(stop);
        return found;
    }
}
