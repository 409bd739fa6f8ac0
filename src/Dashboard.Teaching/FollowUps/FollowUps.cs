using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Teaching.FollowUps;

/// <summary>What a follow-up is about: a goal as pages know it, and the tools' goals under it.</summary>
/// <param name="Key">Uuid of the learning goal, or "tool:code" without one.</param>
/// <param name="GoalId">Id of the learning goal, of the newest release; null without one.</param>
/// <param name="Name">As in a sentence.</param>
/// <param name="MethodGoals">Ids of the tools' goals: their signals are silent while it runs.</param>
public sealed record FollowUpGoal(string Key, int? GoalId, string Name, IReadOnlyCollection<int> MethodGoals);

/// <summary>What was agreed. Nothing filled in is fine: the teacher may add it later.</summary>
/// <param name="Kind">What.</param>
/// <param name="EvaluateOn">When she looks back; null: ten school days from the start.</param>
/// <param name="StartsOn">Null: today.</param>
/// <param name="Partner">With whom.</param>
/// <param name="Expectation">What she expects.</param>
public sealed record Agreement(FollowUpKind Kind, DateOnly? EvaluateOn = null, DateOnly? StartsOn = null, string? Partner = null, string? Expectation = null);

/// <summary>
/// Follow-ups: agreed, running, looked back on, ended (OD-29, SI-29). Signalling hears of each step as ledger work in the same
/// transaction: while one runs its signals are silent, and on the day of looking back they return. Every step is dated,
/// authored, audited and can be undone. The caller commits the session.
/// </summary>
public sealed class FollowUps(PartPayload payloads, TimeProvider clock)
{
    /// <summary>How long a follow-up usually takes, in school days: two weeks.</summary>
    public const int Usual = 10;

    private const int LongestText = 500;

    /// <summary>Agrees on a follow-up. The pupils' running one on the same goal, if any, ends with it.</summary>
    /// <param name="session">In the person's school.</param>
    /// <param name="person">Who; the caller has checked that she may see these pupils.</param>
    /// <param name="goal">On what.</param>
    /// <param name="pupils">For whom.</param>
    /// <param name="agreement">What, and until when.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">The day of looking back does not come after the start, or nobody is named.</exception>
    public async Task<FollowUp> Agree(Session session, Person person, FollowUpGoal goal, IReadOnlyCollection<int> pupils, Agreement agreement, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (starts, evaluates) = await Days(session, person, agreement, SchoolTime.Day(now), stop);
        if (pupils.Count == 0) throw new ArgumentException("A follow-up needs a pupil.", nameof(pupils));
        var followUp = new FollowUp
        {
            SchoolId = person.School, FollowUpId = Guid.CreateVersion7(now), Kind = agreement.Kind, GoalId = goal.GoalId, Topic = goal.Key, TopicName = goal.Name, MethodGoals = [.. goal.MethodGoals],
            StaffId = person.StaffId, At = now, StartsOn = starts, EvaluateOn = evaluates, Partner = Short(agreement.Partner), Expectation = Short(agreement.Expectation),
        };
        session.Tables.FollowUps.Add(followUp);
        session.Tables.FollowUpPupils.AddRange(pupils.Distinct().Select(p => new FollowUpPupil { SchoolId = person.School, FollowUpId = followUp.FollowUpId, PupilId = p }));
        session.Note(person, now, "follow-up", followUp.FollowUpId.ToString());
        await session.Tables.SaveChangesAsync(stop);
        await Tell(session, followUp, [.. pupils.Distinct()], now, stop);
        return followUp;
    }

    /// <summary>Changes what was agreed, and for whom; the author or a colleague of the group may.</summary>
    /// <returns>Null when there is no such running follow-up.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Agree"/>.</exception>
    public async Task<FollowUp?> Change(Session session, Person person, Guid id, IReadOnlyCollection<int> pupils, Agreement agreement, CancellationToken stop)
    {
        if (await Running(session, person, id, stop) is not { } followUp) return null;
        var now = clock.GetUtcNow();
        (followUp.StartsOn, followUp.EvaluateOn) = await Days(session, person, agreement, followUp.StartsOn, stop);
        if (pupils.Count == 0) throw new ArgumentException("A follow-up needs a pupil.", nameof(pupils));
        (followUp.Kind, followUp.Partner, followUp.Expectation) = (agreement.Kind, Short(agreement.Partner), Short(agreement.Expectation));
        var stored = await session.Tables.FollowUpPupils.Where(p => p.SchoolId == person.School && p.FollowUpId == id).ToListAsync(stop);
        session.Tables.FollowUpPupils.RemoveRange(stored.Where(p => !pupils.Contains(p.PupilId)));
        session.Tables.FollowUpPupils.AddRange(pupils.Except(stored.Select(p => p.PupilId)).Select(p => new FollowUpPupil { SchoolId = person.School, FollowUpId = id, PupilId = p }));
        session.Note(person, now, "follow-up-changed", id.ToString());
        await session.Tables.SaveChangesAsync(stop);
        await Tell(session, followUp, [.. pupils], now, stop);
        return followUp;
    }

    /// <summary>Running → ended: she looked back.</summary>
    public Task<bool> End(Session session, Person person, Guid id, CancellationToken stop) =>
        Close(session, person, id, "follow-up-ended", (f, now) => (f.EndedAt, f.EndedBy) = (now, person.StaffId), stop);

    /// <summary>Takes it back, as if it was never agreed; only the author's own.</summary>
    public Task<bool> Undo(Session session, Person person, Guid id, CancellationToken stop) =>
        Close(session, person, id, "follow-up-undone", (f, now) => f.UndoneAt = now, stop, own: true);

    private async Task<bool> Close(Session session, Person person, Guid id, string action, Action<FollowUp, DateTimeOffset> close, CancellationToken stop, bool own = false)
    {
        if (await Running(session, person, id, stop) is not { } followUp || (own && followUp.StaffId != person.StaffId)) return false;
        var now = clock.GetUtcNow();
        close(followUp, now);
        session.Note(person, now, action, id.ToString());
        await session.Tables.SaveChangesAsync(stop);
        await Tell(session, followUp, await session.Tables.FollowUpPupils.Where(p => p.SchoolId == person.School && p.FollowUpId == id).Select(p => p.PupilId).ToListAsync(stop), now, stop);
        return true;
    }

    private static Task<FollowUp?> Running(Session session, Person person, Guid id, CancellationToken stop) =>
        session.Tables.FollowUps.SingleOrDefaultAsync(f => f.SchoolId == person.School && f.FollowUpId == id && f.EndedAt == null && f.UndoneAt == null, stop);

    private static async Task<(DateOnly Starts, DateOnly Evaluates)> Days(Session session, Person person, Agreement agreement, DateOnly first, CancellationToken stop)
    {
        var starts = agreement.StartsOn ?? first;
        var evaluates = agreement.EvaluateOn ?? (await session.Tables.CalendarOf(person.School, stop)).AddSchoolDays(starts, Usual);
        return evaluates > starts ? (starts, evaluates) : throw new ArgumentException("The day of looking back comes after the start.", nameof(agreement));
    }

    /// <summary>The whole of it, as it is now: Signalling needs no earlier message.</summary>
    private async Task Tell(Session session, FollowUp followUp, IReadOnlyList<int> pupils, DateTimeOffset now, CancellationToken stop)
    {
        var school = followUp.SchoolId;
        var keys = await session.Tables.Pupils.AsNoTracking().Where(p => p.SchoolId == school && pupils.Contains(p.PupilId)).Select(p => p.Key).ToListAsync(stop);
        var message = new FollowUpChanged
        {
            School = school, FollowUp = followUp.FollowUpId, Pupils = keys, MethodGoals = [.. followUp.MethodGoals], StartsOn = followUp.StartsOn, EvaluateOn = followUp.EvaluateOn,
            Over = followUp.EndedAt is not null || followUp.UndoneAt is not null, ToldAt = now,
        };
        await session.Enqueue(WorkKind.FollowUp, school, 0, SchoolTime.SchoolYear(SchoolTime.Day(now)), payloads.Seal(school, message, ContractsJson.Default.FollowUpChanged), now, stop);
    }

    private static string? Short(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var t && t.Length > LongestText ? t[..LongestText] : text.Trim();
}
