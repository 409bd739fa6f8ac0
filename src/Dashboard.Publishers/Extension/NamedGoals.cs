using Dashboard.Contracts;

namespace Dashboard.Publishers.Extension;

/// <summary>
/// The goals that a block names: codes of the publisher's own, and goals of SLO. A code is SLO's when it is an address of SLO, or a
/// uuid bound to one of the vocabularies that the Dutch catalogues use for it (for PO the uuids are the same).
/// </summary>
public sealed class NamedGoals
{
    /// <summary>Addresses of SLO's goals start with this.</summary>
    public const string Slo = "https://opendata.slo.nl/curriculum/uuid/";

    private static readonly string[] Vocabularies = [Slo.TrimEnd('/'), "http://purl.edustandaard.nl/begrippenkader", "http://purl.edustandaard.nl/concept"];

    public NamedGoals(IEnumerable<DashboardGoal>? goals)
    {
        var named = (goals ?? []).Where(g => g.Code is { Length: > 0 }).Select(g => (g.Code, Uri: Uri(g.Code!, g.Vocabulary))).ToList();
        Codes = NullIfEmpty(named.Where(g => g.Uri is null).Select(g => g.Code!));
        Uris = NullIfEmpty(named.Select(g => g.Uri).OfType<string>());
    }

    /// <summary>The publisher's own; null: none.</summary>
    public List<string>? Codes { get; }

    /// <summary>Addresses; null: none.</summary>
    public List<string>? Uris { get; }

    /// <summary>
    /// A block speaks of the whole statement. With several parts nobody said which part goes with which goal, so several codes or
    /// addresses are left out rather than multiplied: each part keeps its own code. (DA-23)
    /// </summary>
    public static void OfTheWhole(IReadOnlyCollection<Result> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Select(r => r.Part).Distinct().Count() < 2) return;
        foreach (var row in rows)
        {
            row.GoalUris = null;
            if (row.GoalCodes is { Count: > 1 }) row.GoalCodes = null;
        }
    }

    /// <summary>The address of the goal that a code names; null: it is a code of the publisher's own.</summary>
    public static string? Uri(string code, string? vocabulary)
    {
        ArgumentNullException.ThrowIfNull(code);
        code = code.Trim();
        if (code.StartsWith(Slo, StringComparison.OrdinalIgnoreCase)) code = code[Slo.Length..];
        else if (vocabulary is null || !Vocabularies.Contains(vocabulary.Trim().TrimEnd('/'), StringComparer.OrdinalIgnoreCase)) return null;
        return Guid.TryParse(code, out var id) ? Slo + id.ToString("D") : null;
    }

    private static List<string>? NullIfEmpty(IEnumerable<string> texts) => texts.Distinct().ToList() is { Count: > 0 } list ? list : null;
}
