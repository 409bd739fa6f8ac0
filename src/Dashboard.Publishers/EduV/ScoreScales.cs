using System.Globalization;

namespace Dashboard.Publishers.EduV;

/// <summary>
/// The score scales of a message. LHS is "lower-upper", both included, or one number, the lower bound of a band that runs
/// to the next; RHS is the label.
/// </summary>
internal sealed class ScoreScales
{
    private readonly Dictionary<string, List<(double From, double? To, string? Label)>> _scales = new(StringComparer.Ordinal);

    public ScoreScales(IEnumerable<ScoreScale>? scales)
    {
        foreach (var scale in scales ?? [])
            _scales[scale.Id!] = [.. (scale.ScoreScaleEntries ?? []).Select(e => Band(e?.LHS, e?.RHS)).OfType<(double From, double? To, string? Label)>().OrderBy(b => b.From)];
    }

    /// <returns>The label of the first scale that has one for the score.</returns>
    public string? Label(IEnumerable<string>? scales, double score) =>
        (scales ?? []).Select(id => _scales.TryGetValue(id, out var bands) ? bands.LastOrDefault(b => score >= b.From && (b.To is null || score <= b.To)).Label : null)
            .FirstOrDefault(label => label is not null);

    /// <summary>A number, or two of them with a dash between.</summary>
    public static bool Readable(string lhs) => Band(lhs, null) is not null;

    private static (double From, double? To, string? Label)? Band(string? lhs, string? label)
    {
        var dash = lhs?.IndexOf('-', 1) ?? -1;
        if (dash < 0) return Number(lhs) is { } only ? (only, null, label) : null;
        return Number(lhs![..dash]) is { } from && Number(lhs[(dash + 1)..]) is { } to ? (from, to, label) : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
