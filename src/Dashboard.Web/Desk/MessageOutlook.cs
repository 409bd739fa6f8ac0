using Dashboard.Contracts;
using Dashboard.Mapping.MethodGoals;
using Dashboard.Publishers.Checking;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Web.Desk;

/// <summary>What we would do with one result.</summary>
/// <param name="MethodGoal">Title of the method goal it would go to; null: none.</param>
/// <param name="Goals">Learning goals that the method goal leads to; 0: "zonder leerdoel".</param>
/// <param name="PupilKnown">False: it would wait for its pupil.</param>
public sealed record ResultOutlook(string ResultId, string Part, string? Exercise, DateTimeOffset TakenAt, OriginKind Origin, ScoreMeaning Meaning, double? Score, double? ScoreMax, string? Label,
    int? Items, int? Correct, int? Seconds, ResultStatus Status, bool Second, string? MethodGoal, int Goals, bool PupilKnown);

/// <summary>What we would do with a message: the answer, and every result with its place.</summary>
/// <param name="Accepted">False: refused, nothing would be stored.</param>
/// <param name="Problems">Why it would be refused, or what would be read over.</param>
public sealed record MessageOutlook(string Format, int Status, string Body, bool Accepted, bool FeedOff, int Results, int Unknown, int WithoutGoal, IReadOnlyList<DeliveryProblem> Problems, IReadOnlyList<ResultOutlook> Rows);

/// <summary>The checker: production's doors (<see cref="MessageChecker"/>) and production's look-up of goals, and not one write.</summary>
public sealed class Checker(MessageChecker checker, MethodGoalIndex goals, Database database)
{
    /// <summary>At most this many results are shown one by one.</summary>
    private const int Shown = 100;

    /// <returns>Null when the message is another publisher's.</returns>
    public async Task<MessageOutlook?> Check(string text, string client, string publisher, CancellationToken stop)
    {
        if (await checker.Check(text, client, publisher, stop) is not { } found) return null;
        if (found.Message is not { } message)
            return new(found.Format, found.Status, found.Body, false, found.FeedOff, 0, 0, 0, found.Refused, []);
        await goals.Refresh(message.Tool, stop);
        var placed = message.Results.Select(r => (r.Result, Goal: goals.Find(message.Tool, r.Result).Main)).ToList();
        var ids = placed.Select(p => p.Goal).Where(g => g > 0).Distinct().ToArray();
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var titles = await session.Tables.MethodGoals.AsNoTracking().Where(g => ids.Contains(g.MethodGoalId)).ToDictionaryAsync(g => g.MethodGoalId, g => g.Title, stop);
        var links = await session.Tables.GoalLinks.AsNoTracking().Where(l => ids.Contains(l.MethodGoalId) && l.SchoolId == null && l.Status == LinkStatus.Approved)
            .GroupBy(l => l.MethodGoalId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var unknown = found.Unknown.ToHashSet();
        var rows = placed.Select(p => new ResultOutlook(p.Result.ResultId, p.Result.Part, p.Result.Exercise, p.Result.TakenAt, p.Result.Origin, p.Result.Meaning, p.Result.Score, p.Result.ScoreMax, p.Result.Label,
            p.Result.Items, p.Result.Correct, p.Result.Seconds, p.Result.Status, !p.Result.Primary, titles.GetValueOrDefault(p.Goal), links.GetValueOrDefault(p.Goal), !unknown.Contains(p.Result.ResultId))).ToList();
        return new(found.Format, found.Status, found.Body, true, false, rows.Select(r => r.ResultId).Distinct().Count(), unknown.Count, rows.Where(r => r.Goals == 0 && r.Status != ResultStatus.Cancelled).Select(r => r.ResultId).Distinct().Count(), message.Problems, [.. rows.Take(Shown)]);
    }
}
