using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Web.Recording;
using Dashboard.Web.States;

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
        var rows = await tables.Signals.AsNoTracking().Where(s => s.SchoolId == school && pupils.Contains(s.PupilId) && s.RaisedAt >= since).ToListAsync(stop);
        var notices = (await (
            from notice in tables.Notices.AsNoTracking()
            join signal in tables.Signals on new { notice.SchoolId, notice.SignalId } equals new { signal.SchoolId, signal.SignalId }
            where notice.SchoolId == school && notice.GroupId == groupId && pupils.Contains(signal.PupilId) && signal.RaisedAt >= since
            select new { notice.SignalId, notice.Kind, notice.Reason, notice.At }).ToListAsync(stop)).ToLookup(n => n.SignalId);
        var reactions = await (
            from reaction in tables.Reactions.AsNoTracking()
            join signal in tables.Signals on new { reaction.SchoolId, reaction.SignalId } equals new { signal.SchoolId, signal.SignalId }
            join staff in tables.Staff on new { reaction.SchoolId, reaction.StaffId } equals new { staff.SchoolId, staff.StaffId }
            where reaction.SchoolId == school && pupils.Contains(signal.PupilId) && signal.RaisedAt >= since && reaction.UndoneAt == null
            orderby reaction.At descending
            select new { reaction.SignalId, Facts = new ReactionFacts(reaction.ReactionId, reaction.Kind, reaction.StaffId, staff.DisplayName, reaction.At, reaction.Until) }).ToListAsync(stop);
        var answers = reactions.ToLookup(r => r.SignalId, r => r.Facts);
        return [.. rows.Select(signal =>
        {
            var (all, told) = (answers[signal.SignalId].ToList(), notices[signal.SignalId].ToList());
            var own = all.Where(a => a.StaffId == me).ToList();
            var last = told.Where(n => n.Kind != NoticeKind.Silent).Select(n => (DateTimeOffset?)n.At).Max();
            // Told on several days: a push at any time stays a push, and so does standing in the group's notice.
            var kind = told.Select(n => (NoticeKind?)(n.Reason == NoticeReason.GroupSignal ? NoticeKind.Pushed : n.Kind)).Min();
            return new SignalFacts(signal.SignalId, signal.PupilId, signal.ToolId, signal.MethodGoalId, signal.Kind, signal.Provenance,
                signal.State, signal.RaisedAt, signal.EndedAt, signal.EndReason, signal.Rule, signal.RuleVersion, Evidence(signal.Evidence), kind)
            {
                Answers = all, Handled = all.Find(a => a.Kind == ReactionKind.Handled && !(last > a.At)),
                Wrong = own.Find(a => a.Kind == ReactionKind.Wrong), Later = own.Find(a => a.Kind == ReactionKind.Later), Seen = own.Exists(a => a.Kind == ReactionKind.Seen),
                WrongFor = [.. all.Where(a => a.Kind == ReactionKind.Wrong && a.StaffId != me).Select(a => a.By).Distinct()],
                FollowUp = followUps.FirstOrDefault(f => f.Pupils.Contains(signal.PupilId) && f.MethodGoals.Contains(signal.MethodGoalId)),
            };
        })];
    }
}
