using System.Text.RegularExpressions;

namespace Dashboard.Mapping.Proposals;

/// <summary>A word as it was written, and its stem.</summary>
public readonly record struct Word(string Written, string Stem);

/// <summary>The words of a text that say something: stop words left out, numbers and units in one form.</summary>
public static partial class DutchWords
{
    /// <summary>Small words, and the words that every goal has ("de leerling kan …").</summary>
    private static readonly HashSet<string> Stop =
    [
        "de", "het", "een", "en", "of", "van", "in", "op", "aan", "te", "om", "voor", "met", "bij", "door", "naar", "uit", "over", "tot", "als", "die", "dat", "dit", "deze", "zijn", "is",
        "wordt", "worden", "er", "hun", "zich", "eigen", "ook", "niet", "je", "leerling", "leerlingen", "leren", "gaat", "hierbij", "waaronder", "zoals", "bijvoorbeeld", "verschillende",
        "diverse", "andere", "meer", "wat", "hoe", "waar", "welke", "men", "zij", "hij", "ze", "kan", "kunnen", "heeft", "hebben", "hoort", "horen", "toont",
    ];

    private static readonly Dictionary<string, string> OneForm = new()
    {
        ["twee"] = "2", ["drie"] = "3", ["vier"] = "4", ["vijf"] = "5", ["zes"] = "6", ["zeven"] = "7", ["acht"] = "8", ["negen"] = "9", ["tien"] = "10", ["twintig"] = "20",
        ["honderd"] = "100", ["duizend"] = "1000",
        ["mm"] = "millimeter", ["cm"] = "centimeter", ["dm"] = "decimeter", ["m"] = "meter", ["km"] = "kilometer", ["g"] = "gram", ["kg"] = "kilogram", ["kilo"] = "kilogram",
        ["ml"] = "milliliter", ["cl"] = "centiliter", ["dl"] = "deciliter", ["l"] = "liter", ["plus"] = "optellen", ["min"] = "aftrekken", ["keer"] = "vermenigvuldigen",
        ["+"] = "optellen", ["×"] = "vermenigvuldigen", ["%"] = "procenten", ["€"] = "euro",
    };

    public static IEnumerable<Word> Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) yield break;
        foreach (Match match in Token().Matches(Thousands().Replace(text.ToLowerInvariant(), "")))
        {
            var word = match.Value;
            if (Stop.Contains(word)) continue;
            var one = OneForm.GetValueOrDefault(word, word);
            if (one.Length > 1 || char.IsDigit(one[0])) yield return new(word, DutchStem.Of(one));
        }
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}]+|[+×%€]")]
    private static partial Regex Token();

    /// <summary>The point in "10.000".</summary>
    [GeneratedRegex(@"(?<=\d)\.(?=\d{3}(?!\d))")]
    private static partial Regex Thousands();
}
