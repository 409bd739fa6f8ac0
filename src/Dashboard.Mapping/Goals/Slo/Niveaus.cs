using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>SLO's niveaus as sets of groepen. Which groepen a fase has is what its description says, and nothing more is assumed.</summary>
internal sealed partial class Niveaus
{
    private readonly Dictionary<Guid, LevelContent> _levels = [];
    private readonly Dictionary<int, Guid> _fases = [];

    public static Niveaus Read(SloFiles files)
    {
        var niveaus = new Niveaus();
        foreach (var record in files.Records(SloContext.Basis, "niveaus").Where(r => !r.Unreleased))
        {
            var title = record.Text("title") ?? record.Id.ToString();
            niveaus._levels[record.Id] = new LevelContent(record.Id, title, GranularityOf(record.Text("type")), Groepen(title, record.Text("description") ?? ""), "SLO, beschrijving van het niveau");
            if (FaseTitle().Match(title) is { Success: true } fase) niveaus._fases.TryAdd(int.Parse(fase.Groups[1].ValueSpan, CultureInfo.InvariantCulture), record.Id);
        }
        return niveaus;
    }

    public IReadOnlyCollection<LevelContent> All => _levels.Values;

    public LevelContent? Find(Guid id) => _levels.GetValueOrDefault(id);

    /// <summary>The niveau titled "fase n".</summary>
    public Guid? Fase(int number) => _fases.TryGetValue(number, out var id) ? id : null;

    internal static Granularity GranularityOf(string? type) => type switch
    {
        "Leerjaar" => Granularity.Leerjaar,
        "Fase" => Granularity.Fase,
        "Sector" => Granularity.Sector,
        _ => Granularity.Other,
    };

    /// <summary>
    /// The groepen of primary school that the texts name: "groep 3", "groep 1-2", "groep 1, groep 2, groep 3"; all eight for
    /// "primair onderwijs" as such; none for anything else.
    /// </summary>
    internal static short[] Groepen(string title, string description)
    {
        var text = (title + "; " + description).ToLowerInvariant();
        var named = Groep().Matches(text).SelectMany(m =>
        {
            var first = short.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var last = m.Groups[2].Success ? short.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : first;
            return Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(n => (short)n);
        }).Distinct().Order().ToArray();
        return named.Length > 0 ? named : description.Trim().Equals("primair onderwijs", StringComparison.OrdinalIgnoreCase) ? [1, 2, 3, 4, 5, 6, 7, 8] : [];
    }

    [GeneratedRegex(@"\bgroep ([1-8])(?:\s*[-–]\s*([1-8]))?\b")]
    private static partial Regex Groep();

    [GeneratedRegex(@"^fase (\d)$", RegexOptions.IgnoreCase)]
    private static partial Regex FaseTitle();
}
