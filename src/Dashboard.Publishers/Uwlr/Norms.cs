using System.Globalization;
using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>The norm bands of a test or part. UWLR has no maximum score since 2.1: it is the highest end of a band.</summary>
internal sealed record Norms(IReadOnlyList<NormBand> Bands)
{
    public double Max => Bands.Max(b => b.To);

    /// <returns>The term of the band that the score falls in, or null.</returns>
    public string? Term(double score) => Bands.FirstOrDefault(b => score >= b.From && score <= b.To)?.Term;

    /// <param name="norming">toetsnormering or toetsonderdeelnormering.</param>
    /// <param name="where">For the report.</param>
    /// <param name="notes">Gets ToetsNormeringOngeldig when a band cannot be.</param>
    public static Norms? Read(XElement? norming, string where, UwlrNotes notes)
    {
        var bands = new List<NormBand>();
        foreach (var norm in norming.Children("norm"))
        {
            // Some senders give only the end: then a band begins where the one before it ended.
            var from = norm.Text("beginnormwaarde") is { } begin ? Number(begin) : bands.Count == 0 ? 0 : bands[^1].To;
            var to = Number(norm.Text("eindnormwaarde"));
            if (from is null || to is null || from < 0 || to < from)
                notes.Refuse(UwlrFault.ToetsNormeringOngeldig, null, where, "Een norm heeft een eindnormwaarde van 0 of meer, niet lager dan de beginnormwaarde.");
            else
                bands.Add(new NormBand(norm.Text("term"), from.Value, to.Value));
        }
        return bands.Count == 0 ? null : new Norms(bands);
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

/// <summary>From and to count both.</summary>
internal sealed record NormBand(string? Term, double From, double To);
