using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.Web.Recording;
using Dashboard.Web.States;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Signals;

/// <summary>Reads signals with their counts and whether they were put before the group.</summary>
public static class SignalReading
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static SignalEvidence Evidence(string json) => JsonSerializer.Deserialize<SignalEvidence>(json, Json) ?? new SignalEvidence();

    public static ResultDetail Detail(string? json) => json is null ? new ResultDetail() : JsonSerializer.Deserialize<ResultDetail>(json, Json) ?? new ResultDetail();

    /// <param name="tables">A session in the school.</param>
    /// <param name="school">The school.</param>
    /// <param name="groupId">Whose notices count.</param>
    /// <param name="pupils">Pupils of that group.</param>
    /// <param name="since">Signals raised at or after this moment.</param>
    /// <param name="me">Whose own answers count.</param>
    /// <param name="followUps">Of these pupils, not ended.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<IReadOnlyList<SignalFacts>> SignalsOf(this StoreContext tables, int school, int groupId, IReadOnlyCollection<int> pupils, DateTimeOffset since, int me, IReadOnlyList<FollowUpFacts> followUps, CancellationToken stop)
    {
        var rows = await (
            from signal in tables.Signals.AsNoTracking()
            where signal.SchoolId == school && pupils.Contains(signal.PupilId) && signal.RaisedAt >= since
            let told = tables.Notices.Where(n => n.SchoolId == signal.SchoolId && n.SignalId == signal.SignalId && n.GroupId == groupId)
            select new
            {
                Signal = signal,
                // Told on several days: a push at any time stays a push, and so does standing in the group's notice.
                Kind = told.OrderBy(n => n.Reason == NoticeReason.GroupSignal ? 0 : (int)n.Kind).Select(n => (NoticeKind?)(n.Reason == NoticeReason.GroupSignal ? NoticeKind.Pushed : n.Kind)).FirstOrDefault(),
                Last = told.Where(n => n.Kind != NoticeKind.Silent).Max(n => (DateTimeOffset?)n.At),
            }).ToListAsync(stop);
        var reactions = await (
            from reaction in tables.Reactions.AsNoTracking()
            join signal in tables.Signals on new { reaction.SchoolId, reaction.SignalId } equals new { signal.SchoolId, signal.SignalId }
            join staff in tables.Staff on new { reaction.SchoolId, reaction.StaffId } equals new { staff.SchoolId, staff.StaffId }
            where reaction.SchoolId == school && pupils.Contains(signal.PupilId) && signal.RaisedAt >= since && reaction.UndoneAt == null
            orderby reaction.At descending
            select new { reaction.SignalId, Facts = new ReactionFacts(reaction.ReactionId, reaction.Kind, reaction.StaffId, staff.DisplayName, reaction.At, reaction.Until) }).ToListAsync(stop);
        var answers = reactions.ToLookup(r => r.SignalId, r => r.Facts);
        return [.. rows.Select(r =>
        {
            var own = answers[r.Signal.SignalId].Where(a => a.StaffId == me).ToList();
            return new SignalFacts(r.Signal.SignalId, r.Signal.PupilId, r.Signal.ToolId, r.Signal.MethodGoalId, r.Signal.Kind, r.Signal.Provenance,
                r.Signal.State, r.Signal.RaisedAt, r.Signal.EndedAt, r.Signal.EndReason, r.Signal.Rule, r.Signal.RuleVersion, Evidence(r.Signal.Evidence), r.Kind)
            {
                Handled = answers[r.Signal.SignalId].FirstOrDefault(a => a.Kind == ReactionKind.Handled && !(r.Last > a.At)),
                Wrong = own.FirstOrDefault(a => a.Kind == ReactionKind.Wrong), Later = own.FirstOrDefault(a => a.Kind == ReactionKind.Later), Seen = own.Exists(a => a.Kind == ReactionKind.Seen),
                WrongFor = [.. answers[r.Signal.SignalId].Where(a => a.Kind == ReactionKind.Wrong && a.StaffId != me).Select(a => a.By).Distinct()],
                FollowUp = followUps.FirstOrDefault(f => f.Pupils.Contains(r.Signal.PupilId) && f.MethodGoals.Contains(r.Signal.MethodGoalId)),
            };
        })];
    }
}
