using System.Globalization;
using System.Text;

namespace Dashboard.Mapping.Proposals;

/// <summary>
/// The stem of a Dutch word, so that "klokken", "klok" and "klokje" meet. Light on purpose: it only has to bring forms of a word
/// together, not to be a word. Endings as in the ANS (Algemene Nederlandse Spraakkunst), spelling rules for open and closed syllables.
/// </summary>
public static class DutchStem
{
    private const string Vowels = "aeiouy";
    private static readonly string[] Diminutives = ["tjes", "tje", "jes", "je"];
    private static readonly string[] Derived = ["elijk", "lijk", "isch", "atie", "ief", "iev"];

    /// <param name="word">Lower case, one word.</param>
    public static string Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var w = Plain(word);
        if (w.Length > 7 && w.EndsWith("heden", StringComparison.Ordinal)) w = w[..^5] + "heid";
        if (w.Length > 7 && w.EndsWith("heid", StringComparison.Ordinal)) w = w[..^4];
        w = Ending(w);
        foreach (var suffix in Derived)
            if (Has(w, suffix, 4)) w = w[..^suffix.Length];
        return Spelling(w);
    }

    private static string Ending(string w)
    {
        if (Has(w, "ingen", 3)) return w[..^5];
        if (Has(w, "ing", 3)) return w[..^3];
        if (Array.Find(Diminutives, d => Has(w, d, 3)) is { } small) w = w[..^small.Length];
        if (w.Length > 6 && (w.EndsWith("eren", StringComparison.Ordinal) || w.EndsWith("eert", StringComparison.Ordinal))) return w[..^4];
        if (w.Length > 4 && w.EndsWith("en", StringComparison.Ordinal)) return w[..^2];
        if (w.Length > 3 && w.EndsWith('e')) return w[..^1];
        if (w.Length > 3 && w.EndsWith('s') && w[^2] is not ('s' or 'a' or 'i' or 'o' or 'u' or 'y')) return w[..^1]; // not "huis"
        return w.Length > 3 && w.EndsWith('t') && !Vowels.Contains(w[^2]) && w[^2] is not ('t' or 'h' or 's') ? w[..^1] : w;
    }

    /// <summary>One consonant at the end, f and s for v and z, one vowel in a closed syllable: "boom" and "bom(en)" become one.</summary>
    private static string Spelling(string w)
    {
        if (w.Length > 2 && w[^1] == w[^2] && !Vowels.Contains(w[^1])) w = w[..^1];
        if (w.EndsWith('v')) w = w[..^1] + 'f';
        if (w.EndsWith('z')) w = w[..^1] + 's';
        return w.Length > 2 && w[^3] == w[^2] && "aeou".Contains(w[^2]) && !"aeiou".Contains(w[^1]) ? w[..^2] + w[^1] : w;
    }

    private static bool Has(string w, string suffix, int left) => w.Length - suffix.Length >= left && w.EndsWith(suffix, StringComparison.Ordinal);

    private static string Plain(string word)
    {
        if (Ascii.IsValid(word)) return word;
        var text = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) text.Append(c);
        return text.ToString();
    }
}
