using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>
/// The goal that can be linked is a doelniveau (a doel at a niveau). Its file is not always there; then each is paired with a doel by order:
/// the n-th doelniveau of a vakleergebied with the n-th doel whose aanbodid starts with its prefix, when both are equally many. Such a
/// goal is a reconstruction, unless a recorded answer of SLO's service says the same.
/// </summary>
internal sealed partial class Doelniveaus
{
    private readonly Dictionary<Guid, SloRecord> _doelen;
    private readonly List<SloRecord> _inOrder;
    private readonly Dictionary<Guid, SloRecord>? _published;
    private readonly Dictionary<Guid, RecordedDoelniveau> _recorded;
    private readonly Niveaus _niveaus;
    private readonly HashSet<Guid> _placed = [];

    public Doelniveaus(SloFiles files, Niveaus niveaus)
    {
        _niveaus = niveaus;
        _inOrder = [.. files.Records(SloContext.Basis, "doelen").Where(d => !d.Unreleased)];
        _doelen = _inOrder.ToDictionary(d => d.Id);
        _published = files.Has(SloContext.Basis, "doelniveaus") ? files.Records(SloContext.Basis, "doelniveaus").Where(d => !d.Unreleased).ToDictionary(d => d.Id) : null;
        _recorded = RecordedAnswers.Read(files);
    }

    /// <summary>The file of doelniveaus is there: nothing needs to be rebuilt.</summary>
    public bool ArePublished => _published is not null;

    public int Doelen => _inOrder.Count;

    /// <summary>Doelen of which no goal was made, by the letters of their aanbodid ("KO"; "": they have none): no doelniveau in these files names them.</summary>
    public IReadOnlyDictionary<string, int> Loose => new SortedDictionary<string, int>(_inOrder.Where(d => !_placed.Contains(d.Id)).CountBy(d => CodeLetters().Match(d.Text("aanbodid") ?? "").Value.ToUpperInvariant()).ToDictionary(), StringComparer.Ordinal);

    /// <summary>The texts of one vakleergebied's doelniveaus; one that has none is left out.</summary>
    /// <param name="prefix">Of the vakleergebied: "RW".</param>
    /// <param name="order">Its doelniveaus in the order of the files, each once.</param>
    /// <param name="problems">Takes what does not fit.</param>
    public Dictionary<Guid, Doelniveau> TextsOf(string? prefix, IReadOnlyList<Guid> order, ICollection<string> problems)
    {
        var texts = _published is null ? Rebuilt(prefix, order, problems) : order.Select(id => (id, Published(id))).Where(d => d.Item2 is not null).ToDictionary(d => d.id, d => d.Item2!);
        foreach (var text in texts.Values) _placed.Add(text.Doel.Id);
        return texts;
    }

    private Dictionary<Guid, Doelniveau> Rebuilt(string? prefix, IReadOnlyList<Guid> order, ICollection<string> problems)
    {
        var candidates = prefix is null ? [] : _inOrder.Where(d => d.Text("aanbodid")?.StartsWith(prefix + ".", StringComparison.OrdinalIgnoreCase) == true).ToList();
        var paired = candidates.Count == order.Count;
        if (!paired && candidates.Count > 0) problems.Add($"{prefix}: {order.Count} doelniveaus en {candidates.Count} doelen met een aanbodid; niet te koppelen op volgorde");
        var texts = new Dictionary<Guid, Doelniveau>();
        for (var i = 0; i < order.Count; i++)
        {
            var answer = _recorded.GetValueOrDefault(order[i]);
            var doel = answer is not null ? _doelen.GetValueOrDefault(answer.Doel) : paired ? candidates[i] : null;
            if (doel is null) continue;
            if (answer is not null && paired && candidates[i].Id != doel.Id) problems.Add($"{prefix}: doelniveau {order[i]} hoort volgens SLO bij {doel.Id}, op volgorde bij {candidates[i].Id}; SLO's antwoord telt");
            texts[order[i]] = answer is not null ? new Doelniveau(doel, answer.Niveaus, answer.Kerndoelen, Confirmation.Confirmed) : new Doelniveau(doel, Fases(doel), [], Confirmation.Reconstructed);
        }
        return texts;
    }

    private Doelniveau? Published(Guid id) =>
        _published!.TryGetValue(id, out var record) && record.Children("doel").Select(_doelen.GetValueOrDefault).FirstOrDefault(d => d is not null) is { } doel
            ? new Doelniveau(doel, record.Children("niveau"), record.Children("kerndoel"), Confirmation.Published)
            : null;

    /// <summary>"RW.1.067" → fase 1; "ko.123.001" → fase 1, 2 and 3.</summary>
    private Guid[] Fases(SloRecord doel) => FaseDigits().Match(doel.Text("aanbodid") ?? "") is { Success: true } match
        ? [.. match.Groups[1].Value.Select(d => _niveaus.Fase(int.Parse(d.ToString(), CultureInfo.InvariantCulture))).OfType<Guid>()]
        : [];

    [GeneratedRegex(@"^\p{L}+")]
    private static partial Regex CodeLetters();

    [GeneratedRegex(@"^\w+\.(\d+)[.-]")]
    private static partial Regex FaseDigits();
}

/// <summary>A doel at one or more niveaus.</summary>
internal sealed record Doelniveau(SloRecord Doel, Guid[] Niveaus, Guid[] Kerndoelen, Confirmation Confirmation);
