using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Schools.Audits;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Deliveries;

/// <summary>
/// Accepted means committed: the answer waits for the delivery and its parts in the ledger (<see cref="AcceptQueue"/>), never for the bus.
/// Results of pupils that the school does not know wait; they are not the sender's error.
/// </summary>
public class Intake(Database database, KeyRing keys, PartPayload payloads, AcceptQueue queue, FeedStates feeds, TimeProvider clock)
{
    /// <summary>At most this many canonical results stand in one part.</summary>
    public const int PartSize = 500;

    /// <returns>The receipt; <see cref="IntakeReceipt.FeedOn"/> false when the school has this feed switched off.</returns>
    public virtual async Task<IntakeReceipt> Accept(IncomingMessage message, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (known, waiting, left) = await Sort(message, stop);
        if (left.Count > 0 && known.Count + waiting.Count == 0)
            return new IntakeReceipt(await Refuse(message.Client, message.Format, message.School, message.Tool, left.Count, left, stop), FeedOn: true) { NoneTaken = left };
        var (erased, problems) = await Erased(message, waiting, stop);
        if (erased.Count > 0) waiting.RemoveAll(erased.Contains);
        if (message.Results.Any(r => r.Result.Trigger is not null) && await feeds.Active(message.School, message.Tool, stop) is { TakesTriggers: false })
            foreach (var one in message.Results) one.Result.Trigger = null; // the school takes results only
        var held = await IsHeld(message, now, stop);
        if (held) (known, waiting) = ([], [.. waiting, .. known]);
        var parts = Split(known).Select(part => payloads.Seal(message.School, part, ContractsJson.Default.ListResult)).ToArray();
        var delivery = new Delivery
        {
            SchoolId = message.School, PublicId = Guid.CreateVersion7(now), Client = message.Client, ToolId = message.Tool, Format = message.Format,
            SchoolYear = message.SchoolYear, ReceivedAt = now, State = parts.Length == 0 ? DeliveryState.Signalled : DeliveryState.Received, Total = Ids(message.Results),
            Unmatched = Ids(waiting.Concat(erased)), Rejected = left.Count, Problems = Serialize([.. problems, .. left]),
        };
        if (!await queue.Accept(delivery, parts, [.. waiting.Select(w => Waiting(message.School, w, held))], stop)) return await RefuseOff(message, delivery.Total, stop);
        if (left.Count > 0) await NoteLeftOut(message, delivery.PublicId, left, now, stop);
        Measure(message.Format, "accepted");
        return new IntakeReceipt(delivery.PublicId, FeedOn: true);
    }

    /// <summary>Refuses at the door, before the message is read: the school has this feed off (rule 9). With an audit line.</summary>
    /// <param name="message">Client, format, school and tool; its results are not looked at.</param>
    /// <param name="results">How many publisher's results the message holds.</param>
    /// <param name="stop">Cancels.</param>
    public virtual async Task<IntakeReceipt> RefuseOff(IncomingMessage message, int results, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(message.School), stop);
        var now = clock.GetUtcNow();
        var off = new DeliveryProblem(null, "school", "feed-off", "De school heeft deze koppeling uitgezet.");
        var refusal = Rejected(message.Client, message.Format, message.School, message.Tool, results, [off], now);
        await session.Numbering(refusal.Client, stop);
        await session.Accept(refusal, [], stop);
        await session.WriteAudit(message.School, now, message.Client, "delivery-refused", refusal.PublicId.ToString(), """{"reason":"feed-off"}""", stop);
        await session.Commit(stop);
        Measure(message.Format, "feed-off");
        return new IntakeReceipt(refusal.PublicId, FeedOn: false);
    }

    /// <summary>Keeps a refusal, so that its sender can look it up, with an audit line. School 0: none was recognised.</summary>
    /// <returns>The id for the header Delivery-Id.</returns>
    public virtual async Task<Guid> Refuse(string client, string format, int school, int? tool, int results, IReadOnlyList<DeliveryProblem> problems, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(school), stop);
        var refusal = Rejected(client, format, school, tool, results, problems, clock.GetUtcNow());
        await session.Numbering(refusal.Client, stop);
        await session.Accept(refusal, [], stop);
        var reason = JsonSerializer.Serialize(new { reason = problems.Count == 0 ? null : problems[0].Code, format }, JsonSerializerOptions.Web);
        await session.WriteAudit(school, refusal.ReceivedAt, client, "delivery-refused", refusal.PublicId.ToString(), reason, stop);
        await session.Commit(stop);
        Measure(format, "refused");
        return refusal.PublicId;
    }

    private static void Measure(string format, string outcome) => Measures.Deliveries.Add(1, new("format", format), new("outcome", outcome));

    /// <summary>Results of who was erased count as unmatched, and nothing of them is kept: no payload, no line of the report.</summary>
    private async Task<(HashSet<IncomingResult> Erased, IReadOnlyList<DeliveryProblem> Problems)> Erased(IncomingMessage message, List<IncomingResult> unknown, CancellationToken stop)
    {
        if (unknown.Count == 0) return ([], message.Problems);
        var hashes = unknown.SelectMany(r => r.Pupil).Distinct().ToDictionary(p => p, p => AliasesSql.Hash(keys, p.Kind, p.Value));
        var stones = await AliasesSql.Erased(database, DatabaseRole.Publishers, message.School, hashes.Values, stop);
        if (stones.Count == 0) return ([], message.Problems);
        var erased = unknown.Where(r => r.Pupil.Any(p => stones.Contains(Convert.ToHexString(hashes[p])))).ToHashSet();
        var ids = erased.Select(r => r.Result.ResultId).ToHashSet();
        return (erased, [.. message.Problems.Where(p => p.ResultId is null || !ids.Contains(p.ResultId))]);
    }

    private async Task NoteLeftOut(IncomingMessage message, Guid delivery, IReadOnlyList<DeliveryProblem> left, DateTimeOffset now, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(message.School), stop);
        await session.WriteAudit(message.School, now, message.Client, FeedLimits.Audited, delivery.ToString(), FeedLimits.Counts(left), stop);
        await session.Commit(stop);
    }

    /// <summary>By pupil, and by what the school takes of this tool at this moment. A result stays out as a whole: one row of it out, all of it.</summary>
    private protected async Task<SortedResults> Sort(IncomingMessage message, CancellationToken stop)
    {
        var hashes = message.Results.SelectMany(r => r.Pupil).Distinct().ToDictionary(p => p, p => AliasesSql.Hash(keys, p.Kind, p.Value));
        var pupils = await AliasesSql.Resolve(database, DatabaseRole.Publishers, message.School, message.Tool, hashes.Values, stop);
        var left = new Dictionary<string, DeliveryProblem>();
        var (known, waiting) = (new List<IncomingResult>(message.Results.Count), new List<IncomingResult>());
        foreach (var one in message.Results)
        {
            // A withdrawal by result id alone has no pupil; it goes to whatever is stored under that id.
            if (one.Pupil.Count == 0) { known.Add(one); continue; }
            var found = one.Pupil.FirstOrDefault(p => pupils.ContainsKey(Convert.ToHexString(hashes[p])));
            if (found.Value is null) { waiting.Add(one); continue; }
            var hash = Convert.ToHexString(hashes[found]);
            if (FeedLimits.Out(one.Result, pupils[hash]) is { } why) left.TryAdd(one.Result.ResultId, why);
            (one.Result.Pupil, one.Result.Match) = (pupils[hash].Key, pupils[hash].Matched ? hash : null);
            known.Add(one);
        }
        if (waiting.Count > 0 && await feeds.Active(message.School, message.Tool, stop) is { ResultsFrom: { } from }) // whose group it is, is seen when they are known
            foreach (var one in waiting)
                if (FeedLimits.Out(one.Result, inGroups: true, from) is { } early) left.TryAdd(one.Result.ResultId, early);
        if (left.Count > 0)
            foreach (var list in new[] { known, waiting }) list.RemoveAll(r => left.ContainsKey(r.Result.ResultId));
        return new(known, waiting, [.. left.Values]);
    }

    /// <summary>Parts of at most <see cref="PartSize"/>; the rows of one publisher's result id stay together.</summary>
    internal static IEnumerable<List<Result>> Split(IReadOnlyList<IncomingResult> results)
    {
        var part = new List<Result>();
        foreach (var statement in results.GroupBy(r => r.Result.ResultId))
        {
            var rows = statement.Select(r => r.Result).ToList();
            if (part.Count > 0 && part.Count + rows.Count > PartSize) { yield return part; part = []; }
            part.AddRange(rows);
        }
        if (part.Count > 0) yield return part;
    }

    /// <summary>Whether the message is of an earlier school year than this feed may bring: then it waits for the school (CI-18).</summary>
    private async Task<bool> IsHeld(IncomingMessage message, DateTimeOffset now, CancellationToken stop) =>
        message.SchoolYear < SchoolTime.SchoolYear(SchoolTime.Day(now)) && await feeds.Active(message.School, message.Tool, stop) is { PreviousYears: false };

    private WaitingResult Waiting(int school, IncomingResult one, bool held)
    {
        var hashes = one.Pupil.Select(p => AliasesSql.Hash(keys, p.Kind, p.Value)).ToList();
        (one.Result.Pupil, one.Result.Match) = (Guid.Empty, null);
        return new()
        {
            Reason = held ? WaitingReason.EarlierYear : WaitingReason.Pupil,
            AliasHash = hashes.Count > 0 ? hashes[0] : [], OtherHash = hashes.Count > 1 ? hashes[1] : null,
            MoreHashes = hashes.Count > 2 ? [.. hashes.Skip(2).SelectMany(h => h)] : null,
            Payload = payloads.Seal(school, [one.Result], ContractsJson.Default.ListResult),
            Reference = keys.Encrypt(school, JsonSerializer.SerializeToUtf8Bytes(one.Pupil.Select(p => new OutsideName(p.Kind, p.Value)))),
        };
    }

    private static Delivery Rejected(string client, string format, int school, int? tool, int results, IReadOnlyList<DeliveryProblem> problems, DateTimeOffset now) => new()
    {
        SchoolId = school, PublicId = Guid.CreateVersion7(now), Client = client, ToolId = tool, Format = format, ReceivedAt = now,
        State = DeliveryState.Rejected, Total = results, Rejected = results, Problems = Serialize(problems),
    };

    private static int Ids(IEnumerable<IncomingResult> results) => results.Select(r => r.Result.ResultId).Distinct().Count();

    private static string? Serialize(IReadOnlyList<DeliveryProblem> problems) => problems.Count == 0 ? null : JsonSerializer.Serialize(problems, JsonSerializerOptions.Web);
}
