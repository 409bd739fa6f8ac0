using System.Text.Json.Nodes;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Rights;

/// <summary>
/// Requests of parents and pupils, as a school handles them (AVG art. 15-17): received, weighed, then executed or refused with a
/// reason. Erasure is not a button: the school may have a legal ground to keep (WPO art. 8), and writes down what it weighed.
/// </summary>
public sealed class Rights(Database database, PartPayload payloads, TimeProvider clock)
{
    public const int LongestText = 2000;

    /// <returns>The request; null: there is no such pupil, or the same request is open already.</returns>
    public async Task<Guid?> Receive(Person person, Guid pupil, RightKind kind, DateOnly askedOn, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        var (t, now) = (session.Tables, clock.GetUtcNow());
        if (askedOn > SchoolTime.Day(now)) return null;
        var id = await t.Pupils.Where(p => p.SchoolId == person.School && p.Key == pupil).Select(p => (int?)p.PupilId).SingleOrDefaultAsync(stop);
        if (id is null || await t.RightsRequests.AnyAsync(r => r.SchoolId == person.School && r.PupilId == id && r.Kind == kind && (r.State == RightState.Received || r.State == RightState.Weighed), stop)) return null;
        var request = new RightsRequest { SchoolId = person.School, RequestId = Guid.CreateVersion7(now), Kind = kind, PupilId = id, AskedOn = askedOn, ReceivedAt = now, ReceivedBy = person.StaffId };
        t.RightsRequests.Add(request);
        session.Note(person, now, Action(kind) + "-received", pupil.ToString());
        await Save(session, stop);
        return request.RequestId;
    }

    /// <summary>The school's weighing: which ground there is to keep, and which interest the pupil has.</summary>
    public async Task<bool> Weigh(Person person, Guid request, string? weighing, CancellationToken stop)
    {
        if (Text(weighing) is not { } text) return false;
        await using var session = await Begin(person, stop);
        if (await Find(session, person, request, stop) is not { State: RightState.Received or RightState.Weighed } found) return false;
        (found.State, found.Weighing, found.WeighedAt) = (RightState.Weighed, text, clock.GetUtcNow());
        session.Note(person, clock.GetUtcNow(), Action(found.Kind) + "-weighed", request.ToString());
        await Save(session, stop);
        return true;
    }

    /// <summary>Refuses with a reason that the asker gets.</summary>
    public async Task<bool> Refuse(Person person, Guid request, string? reason, CancellationToken stop)
    {
        if (Text(reason) is not { } text) return false;
        await using var session = await Begin(person, stop);
        if (await Find(session, person, request, stop) is not { State: RightState.Weighed } found) return false;
        Decide(found, person, RightState.Refused);
        found.Reason = text;
        session.Note(person, clock.GetUtcNow(), Action(found.Kind) + "-refused", request.ToString());
        await Save(session, stop);
        return true;
    }

    /// <summary>
    /// Executes. An erasure takes the pupil out of every table and out of the ledger, leaves keyed tombstones that intake and roster
    /// check, and makes the audit lines nameless; all in one transaction. Other requests are only closed: the school did what was asked.
    /// </summary>
    /// <returns>False: there is no such request, or it was not weighed.</returns>
    public async Task<bool> Execute(Person person, Guid request, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        if (await Find(session, person, request, stop) is not { State: RightState.Weighed, PupilId: { } pupil } found) return false;
        Decide(found, person, RightState.Executed);
        if (found.Kind == RightKind.Erasure)
        {
            found.Report = await Erase(session, person.School, pupil, request, stop);
            found.PupilId = null;
        }
        session.Note(person, clock.GetUtcNow(), Action(found.Kind) + "-executed", request.ToString());
        await Save(session, stop);
        return true;
    }

    /// <summary>Takes a pupil out of everything, in the caller's transaction.</summary>
    /// <returns>Rows per table, JSON.</returns>
    internal async Task<string?> Erase(Session session, int school, int pupil, Guid? request, CancellationToken stop)
    {
        var key = await session.Tables.Pupils.Where(p => p.SchoolId == school && p.PupilId == pupil).Select(p => p.Key).SingleAsync(stop);
        if (await session.ErasePupil(school, pupil, request, clock.GetUtcNow(), stop) is not { } report) return null;
        var counts = JsonNode.Parse(report)!.AsObject();
        counts["work"] = await new LedgerErasure(payloads).Run(session, school, key, stop);
        return counts.ToJsonString();
    }

    /// <summary>A pupil who was erased by mistake, or comes back: from now on the roster and results are taken again. What was erased stays away.</summary>
    public async Task<bool> Lift(Person person, Guid request, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        var stones = await session.Tables.Tombstones.Where(s => s.SchoolId == person.School && s.RequestId == request).ToListAsync(stop);
        if (stones.Count == 0) return false;
        session.Tables.Tombstones.RemoveRange(stones);
        session.Note(person, clock.GetUtcNow(), "erasure-lifted", request.ToString());
        await Save(session, stop);
        return true;
    }

    private Task<Session> Begin(Person person, CancellationToken stop) => database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);

    private static Task<RightsRequest?> Find(Session session, Person person, Guid request, CancellationToken stop) =>
        session.Tables.RightsRequests.SingleOrDefaultAsync(r => r.SchoolId == person.School && r.RequestId == request, stop);

    private void Decide(RightsRequest request, Person person, RightState state) => (request.State, request.DecidedAt, request.DecidedBy) = (state, clock.GetUtcNow(), person.StaffId);

    private static async Task Save(Session session, CancellationToken stop)
    {
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private static string Action(RightKind kind) => kind.ToString().ToLowerInvariant();

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var t && t.Length > LongestText ? t[..LongestText] : text.Trim();
}
