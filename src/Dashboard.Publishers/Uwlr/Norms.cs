using System.Globalization;
using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>
/// The toetsnormering of a test or part. UWLR has no maximum score since 2.1: it is the highest end of a band.
/// Category, level and weight belong to the bands (UWLR 2.1); we keep the weight as sent and never weigh with it.
/// </summary>
internal sealed record Norms(IReadOnlyList<NormBand> Bands, string? Category = null, string? Level = null, double? Weight = null)
{
    public double Max => Bands.Max(b => b.To);

    /// <returns>The first band that the score falls in, or null.</returns>
    public NormBand? Band(double score) => Bands.FirstOrDefault(b => score >= b.From && score <= b.To);

    /// <param name="norming">toetsnormering or toetsonderdeelnormering.</param>
    /// <param name="where">For the report.</param>
    /// <param name="notes">Gets ToetsNormeringOngeldig when a band cannot be.</param>
    public static Norms? Read(XElement? norming, string where, UwlrNotes notes)
    {
        var bands = new List<NormBand>();
        foreach (var norm in norming.Children("norm"))
        {
            // Some senders give only the end: then a band begins where the one before it ended.
            var begin = norm.Text("beginnormwaarde");
            if (begin is null) notes.Note(null, where, "beginnormwaarde-missing", "Een norm heeft geen beginnormwaarde. Hij begint waar de vorige eindigt.");
            var from = begin is not null ? Number(begin) : bands.Count == 0 ? 0 : bands[^1].To;
            var to = Number(norm.Text("eindnormwaarde"));
            if (from is null || to is null || from < 0 || to < from)
                notes.Refuse(UwlrFault.ToetsNormeringOngeldig, null, where, "Een norm heeft een eindnormwaarde van 0 of meer, niet lager dan de beginnormwaarde.");
            else
                bands.Add(new NormBand(norm.Text("term"), norm.Text("omschrijving"), from.Value, to.Value, Colour(norm.Child("normkleur"), where, notes),
                    Grade(norm, "schoolcijfer_vanaf", where, notes), Grade(norm, "schoolcijfer_totenmet", where, notes)));
        }
        return bands.Count == 0 ? null : new Norms(bands, norming.Text("toetscategorie"), norming.Text("toetsniveau"), Number(norming.Text("wegingsfactor")));
    }

    private static string? Colour(XElement? colour, string where, UwlrNotes notes)
    {
        if (colour is null) return null;
        var parts = new[] { "rood_code", "groen_code", "blauw_code" }.Select(c => byte.TryParse(colour.Text(c), NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : (byte?)null).ToList();
        if (parts.TrueForAll(p => p is not null) && Number(colour.Text("transparantie") ?? "1") is >= 0 and <= 1) return "#" + string.Concat(parts.Select(p => p!.Value.ToString("x2", CultureInfo.InvariantCulture)));
        notes.Note(null, where, "normkleur-invalid", "Een normkleur heeft drie codes van 0 tot en met 255 en een transparantie van 0 tot en met 1. De kleur is weggelaten.");
        return null;
    }

    private static double? Grade(XElement norm, string name, string where, UwlrNotes notes)
    {
        if (norm.Text(name) is not { } text) return null;
        if (Number(text) is >= 1 and <= 10 and var grade) return grade;
        notes.Note(null, where, "schoolcijfer-invalid", "Een schoolcijfer is een getal van 1 tot en met 10. Het is weggelaten.");
        return null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

/// <param name="Term">The norm label ("voldoende").</param>
/// <param name="Description">What the term says.</param>
/// <param name="From">Counts too.</param>
/// <param name="To">Counts too.</param>
/// <param name="Colour">#rrggbb as the publisher shows it; we never show a colour for how well it went.</param>
/// <param name="GradeFrom">Schoolcijfer, 1 to 10.</param>
/// <param name="GradeTo">Schoolcijfer, 1 to 10.</param>
internal sealed record NormBand(string? Term, string? Description, double From, double To, string? Colour = null, double? GradeFrom = null, double? GradeTo = null);
