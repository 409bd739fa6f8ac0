using System.Text.RegularExpressions;

namespace Dashboard.Mapping.Goals;

/// <summary>
/// Short names for the sentences of signals, at most 40 characters. One is proposed from the text, and becomes a name only when a
/// curator says so; it is never shown as the publisher's own words.
/// </summary>
public static partial class ShortNames
{
    public const int Longest = 40;

    private static readonly HashSet<string> Loose = new(StringComparer.OrdinalIgnoreCase)
    { "de", "het", "een", "en", "of", "van", "met", "in", "op", "tot", "voor", "bij", "aan", "als", "te", "ten", "ter", "uit", "om", "over", "door", "die", "dat", "waarbij", "zoals", "waaronder", "zowel", "naar", "onder", "hun", "zijn", "elkaar", "deze", "dit" };

    /// <summary>Without "de leerlingen leren", without what stands between brackets or after "zoals", cut at a whole word that can stand last.</summary>
    public static string Propose(string text)
    {
        var core = Opening().Replace(Brackets().Replace(text, " "), "");
        core = Spaces().Replace(Tail().Replace(core, ""), " ").Trim(' ', ',', ';', ':', '.');
        if (core.Length == 0) core = Spaces().Replace(text, " ").Trim();
        var name = core.Length <= Longest ? core : Words(core, Longest);
        return name.Length == 0 ? core[..Math.Min(core.Length, Longest)] : char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>What a page shows: the name that a curator wrote, else the text, cut at a whole word where it is long; its full form is a tap away.</summary>
    public static string Shown(string? shortName, string text)
    {
        const int room = 64;
        return shortName ?? (text.Length <= room ? text : text[..(text.LastIndexOf(' ', room - 1) is > 20 and var at ? at : room - 1)].TrimEnd(',', ';', ':', ' ') + "…");
    }

    private static string Words(string text, int room)
    {
        var words = text[..(text.LastIndexOf(' ', room) is > 0 and var at ? at : room)].Split(' ').ToList();
        while (words.Count > 1 && Loose.Contains(words[^1].Trim(',', ';', ':'))) words.RemoveAt(words.Count - 1);
        return string.Join(' ', words).TrimEnd(',', ';', ':', '.');
    }

    [GeneratedRegex(@"^\s*(de leerling(en)?\s+)?((leren|leert|kunnen|kan)\s+)?(te\s+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"[,;:.]?\s+(zoals|waaronder|bijvoorbeeld|waarbij|en daarbij)\b.*$|[;:.]\s.*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tail();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
