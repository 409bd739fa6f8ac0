using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Store;
using Dashboard.Store.Tables;
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
    /// <param name="stop">Cancels.</param>
    public static async Task<IReadOnlyList<SignalFacts>> SignalsOf(this StoreContext tables, int school, int groupId, IReadOnlyCollection<int> pupils, DateTimeOffset since, CancellationToken stop)
    {
        var rows = await (
            from signal in tables.Signals.AsNoTracking()
            where signal.SchoolId == school && pupils.Contains(signal.PupilId) && signal.RaisedAt >= since
            join notice in tables.Notices.Where(n => n.GroupId == groupId) on new { signal.SchoolId, signal.SignalId } equals new { notice.SchoolId, notice.SignalId } into notices
            from notice in notices.DefaultIfEmpty()
            select new { Signal = signal, Kind = (NoticeKind?)notice.Kind }).ToListAsync(stop);
        return [.. rows.Select(r => new SignalFacts(r.Signal.SignalId, r.Signal.PupilId, r.Signal.ToolId, r.Signal.MethodGoalId, r.Signal.Kind, r.Signal.Provenance,
            r.Signal.State, r.Signal.RaisedAt, r.Signal.EndedAt, r.Signal.EndReason, r.Signal.Rule, r.Signal.RuleVersion, Evidence(r.Signal.Evidence), r.Kind))];
    }
}
