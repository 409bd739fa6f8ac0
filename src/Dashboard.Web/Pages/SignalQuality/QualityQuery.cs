namespace Dashboard.Web.Pages.SignalQuality;

/// <summary>One version of a rule in one tool at this school: how many signals teachers got, looked at, and called wrong.</summary>
/// <param name="Told">Put before teachers, or there on demand.</param>
/// <param name="Looked">Of these, somebody opened or answered.</param>
/// <param name="Wrong">Of these, somebody said "klopt niet".</param>
public sealed record RuleCount(int ToolId, string Rule, string Version, int Told, int Looked, int Wrong)
{
    /// <summary>Under this many the figure says nothing about the rule (signals research §4, "Why-text": over 20 alerts).</summary>
    public const int Enough = 20;

    public bool IsSmall => Looked < Enough;
}

/// <summary>Counts of this school alone, of one school year; no pupil, teacher or other school is in it.</summary>
public static class QualityQuery
{
    public static async Task<IReadOnlyList<RuleCount>> Read(StoreContext tables, int school, short year, CancellationToken stop) => await (
        from signal in tables.Signals.AsNoTracking()
        where signal.SchoolId == school && signal.SchoolYear == year
        select new
        {
            signal.ToolId, signal.Rule, signal.RuleVersion,
            Told = tables.Notices.Any(n => n.SchoolId == school && n.SignalId == signal.SignalId && (n.Kind != NoticeKind.Silent || n.Reason == NoticeReason.GroupSignal)) ? 1 : 0,
            Looked = tables.Reactions.Any(r => r.SchoolId == school && r.SignalId == signal.SignalId && r.UndoneAt == null) ? 1 : 0,
            Wrong = tables.Reactions.Any(r => r.SchoolId == school && r.SignalId == signal.SignalId && r.UndoneAt == null && r.Kind == ReactionKind.Wrong) ? 1 : 0,
        } into one
        group one by new { one.ToolId, one.Rule, one.RuleVersion } into rule
        orderby rule.Key.Rule, rule.Key.RuleVersion
        select new RuleCount(rule.Key.ToolId, rule.Key.Rule, rule.Key.RuleVersion, rule.Sum(x => x.Told), rule.Sum(x => x.Looked), rule.Sum(x => x.Wrong))).ToListAsync(stop);
}
