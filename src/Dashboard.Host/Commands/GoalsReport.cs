using Dashboard.Mapping.Goals;
using Dashboard.Mapping.Goals.Releases;
using Dashboard.Mapping.Goals.Slo;
using Dashboard.Store.Tables;

namespace Dashboard.Host.Commands;

/// <summary>What an import of goal sets tells: per set and vakgebied how many of each type, how sure, and what changed or is missing.</summary>
internal static class GoalsReport
{
    public static string Of(SloContent content, IReadOnlyList<GoalSetReport> reports, bool dryRun)
    {
        var text = new List<string>();
        if (dryRun) text.Add("Proef: er is niets opgeslagen.");
        foreach (var report in reports) Set(text, report, dryRun);
        if (content.Rebuilt && reports.Any(r => r.Goals.Any(g => g.Confirmation != Confirmation.Published)))
            text.Add("let op: het bestand doelniveaus ontbreekt. Tekst en doel zijn op volgorde gekoppeld: reconstructie, niet bevestigd, behalve waar een opgenomen antwoord van SLO het bevestigt.");
        foreach (var (subject, number) in content.WithoutText) text.Add($"let op: {subject}: {number} doelen zonder tekst in deze bestanden, niet ingelezen");
        if (content.Loose.Values.Sum() is > 0 and var loose)
            text.Add($"let op: {loose} van {content.Doelen} doelen horen in deze bestanden bij geen doelniveau, niet ingelezen: {string.Join(", ", content.Loose.OrderBy(l => l.Key.Length == 0).Select(l => l.Key.Length == 0 ? $"{l.Value} zonder code" : $"{l.Key} {l.Value}"))}");
        if (content.NotRead.Count > 0) text.Add($"let op: niet ingelezen, hier staan geen doelen in of de vorm is onbekend: {string.Join(", ", content.NotRead)}");
        if (content.Missing.Count > 0) text.Add($"let op: er zijn geen bestanden van {string.Join(", ", content.Missing)}");
        if (content.Unreleased > 0) text.Add($"let op: {content.Unreleased} records zijn bij SLO nog niet vrijgegeven, niet ingelezen");
        foreach (var problem in content.Problems.Take(20)) text.Add("let op: " + problem);
        if (content.Problems.Count > 20) text.Add($"let op: en nog {content.Problems.Count - 20} zulke meldingen");
        return string.Join(Environment.NewLine, text);
    }

    private static void Set(List<string> text, GoalSetReport report, bool dryRun)
    {
        text.Add($"{report.Set}, release {report.Version}: {(!report.New ? "was er al, niets veranderd" : dryRun ? "nieuw" : "ingelezen")}");
        var places = new GoalPlaces(report.Goals);
        var goals = report.Goals.Where(g => !g.Deprecated && g.Kind >= GoalKind.Goal).ToList();
        foreach (var subject in report.Goals.Where(g => !g.Deprecated && g.Kind == GoalKind.Subject))
        {
            var own = goals.Where(g => places.Under(g, subject)).ToList();
            if (own.Count == 0) continue;
            text.Add($"  {Named(subject)}: {Counts(own)}{Sure(own)}");
            if (report.Kind == GoalSetKind.Goals) Levels(text, report, places, subject, own);
            else if (own.Where(g => g.Groepen.Count > 0).ToList() is { Count: > 0 } primary && primary.Count < own.Count) text.Add($"    basisonderwijs: {Counts(primary)}");
        }
        text.Add($"  samen, elk doel één keer: {Counts(goals)}");
        if (report.Goals.Count(g => g.Deprecated) is > 0 and var old) text.Add($"  vervallen, leesbaar voor oude koppelingen: {old}");
        var d = report.Difference;
        if (d.Unchanged + d.Changes.Count > 0)
            text.Add($"  verschil met de vorige release: {d.Unchanged} gelijk, {d.Added} nieuw, {d.Of(GoalChangeKind.TextChanged)} gewijzigd, {d.Of(GoalChangeKind.Replaced)} vervangen, {d.Of(GoalChangeKind.Split)} gesplitst, {d.Of(GoalChangeKind.Merged)} samengevoegd, {d.Of(GoalChangeKind.Gone)} verdwenen; met koppelingen: {report.Linked}");
        foreach (var change in d.Changes.Where(_ => dryRun).Take(200))
            text.Add($"    {Word(change)}: {change.OldUri} {change.OldTitle}{string.Concat(change.NewUris.Where(u => u != change.OldUri).Select(u => " → " + u))}");
    }

    private static void Levels(List<string> text, GoalSetReport report, GoalPlaces places, GoalContent subject, List<GoalContent> own)
    {
        text.Add($"    niveaus: {ByLevel(own)}");
        foreach (var domain in report.Goals.Where(g => !g.Deprecated && g.Kind == GoalKind.Domain && places.Under(g, subject)))
            text.Add($"    {Named(domain)}: {own.Count(g => places.Under(g, domain))} ({ByLevel(own.Where(g => places.Under(g, domain)))})");
        if (own.Where(g => g.Code is not null).GroupBy(g => g.Code).Count(g => g.Count() > 1) is > 0 and var twice) text.Add($"    codes die vaker voorkomen, apart gehouden: {twice}");
    }

    private static string Named(GoalContent goal) => goal.Code is null ? goal.Title : $"{goal.Code} {goal.Title}";

    private static string Counts(IEnumerable<GoalContent> goals) => string.Join(", ", goals.GroupBy(g => g.Type).Select(g => $"{g.Count()} {g.Key[(g.Key.IndexOf('_', StringComparison.Ordinal) + 1)..]}"));

    private static string ByLevel(IEnumerable<GoalContent> goals) => string.Join(", ", goals.GroupBy(g => g.Level ?? "geen niveau").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"));

    private static string Sure(List<GoalContent> goals)
    {
        var (rebuilt, confirmed) = (goals.Count(g => g.Confirmation == Confirmation.Reconstructed), goals.Count(g => g.Confirmation == Confirmation.Confirmed));
        return rebuilt + confirmed == 0 ? "" : $" ({confirmed} bevestigd, {rebuilt} reconstructie, niet bevestigd)";
    }

    private static string Word(GoalDifference change) => change.Kind switch
    {
        GoalChangeKind.TextChanged => change.SameWords ? "alleen opmaak gewijzigd" : "tekst gewijzigd",
        GoalChangeKind.Replaced => change.SameWords ? "vervangen, zelfde woorden" : "vervangen",
        GoalChangeKind.Split => "gesplitst",
        GoalChangeKind.Merged => "samengevoegd",
        _ => "verdwenen",
    };
}
