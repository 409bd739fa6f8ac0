namespace Dashboard.Mapping.Proposals;

/// <summary>
/// Splits Dutch compounds into words that the goals themselves use: "lengtematen" meets "maten". Both halves known: both count;
/// else the longest known half does.
/// </summary>
public sealed class Compounds(IReadOnlySet<string> known)
{
    private const int ShortestPart = 3, ShortestAlone = 4, ShortestWord = 8;

    /// <param name="stem">Stem of the whole word.</param>
    /// <returns>Stems of its parts; empty when it cannot be split.</returns>
    public IReadOnlyList<string> Split(string stem)
    {
        ArgumentNullException.ThrowIfNull(stem);
        if (stem.Length < ShortestWord) return [];
        var halves = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = ShortestPart; i < stem.Length - ShortestPart + 1; i++)
        {
            var (first, last) = (First(stem[..i]), Known(stem[i..]));
            if (first is not null && last is not null) return [first, last];
            if (first?.Length >= ShortestAlone) halves.Add(first);
            if (last?.Length >= ShortestAlone) halves.Add(last);
        }
        return halves.Count == 0 ? [] : [halves.MaxBy(h => h.Length)!];
    }

    /// <summary>The first part may have a joining s.</summary>
    private string? First(string part) => Known(part) ?? (part.EndsWith('s') ? Known(part[..^1]) : null);

    private string? Known(string part) => known.Contains(part) ? part : DutchStem.Of(part) is var stem && stem.Length >= ShortestPart && known.Contains(stem) ? stem : null;
}
