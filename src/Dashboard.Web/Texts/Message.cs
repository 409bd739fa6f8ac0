using System.Collections.Concurrent;
using System.Globalization;

namespace Dashboard.Web.Texts;

/// <summary>
/// One sentence of a resource file, in a small part of ICU MessageFormat: <c>{name}</c>, <c>{n, word}</c> or <c>{n, Word}</c> (a number
/// written out), <c>{n, plural, one {…} other {…}}</c> with <c>#</c> for the number, <c>{x, select, a {…} other {…}}</c>, and
/// <c>**bold**</c>. Plural forms are one and other: enough for Dutch and English.
/// </summary>
internal sealed record Message(IReadOnlyList<Message.Node> Nodes)
{
    private static readonly ConcurrentDictionary<string, Message> Known = new();

    internal abstract record Node;
    internal sealed record Literal(string Text) : Node;
    internal sealed record Bold : Node;
    /// <summary>Form null, "word" or, where a sentence begins with it, "Word".</summary>
    internal sealed record Argument(string Name, string? Form) : Node;
    internal sealed record Number : Node;
    internal sealed record Choice(string Name, bool Plural, IReadOnlyDictionary<string, Message> Cases) : Node;

    public static Message Parse(string text) => Known.GetOrAdd(text, static t =>
    {
        var at = 0;
        return ParseUntil(t, ref at, nested: false);
    });

    /// <summary>The names that the sentence uses, for the test that compares languages.</summary>
    public IEnumerable<string> Names() => Nodes.SelectMany(n => n switch
    {
        Argument a => [a.Name],
        Choice c => c.Cases.Values.SelectMany(m => m.Names()).Prepend(c.Name),
        _ => Enumerable.Empty<string>(),
    });

    private static Message ParseUntil(string text, ref int at, bool nested)
    {
        var nodes = new List<Node>();
        var start = at;
        void Flush(int end) { if (end > start) nodes.Add(new Literal(text[start..end])); }
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '}' && nested) { Flush(at); return new Message(nodes); }
            if (c == '*' && at + 1 < text.Length && text[at + 1] == '*') { Flush(at); at += 2; start = at; nodes.Add(new Bold()); }
            else if (c == '#' && nested) { Flush(at); at++; start = at; nodes.Add(new Number()); }
            else if (c == '{') { Flush(at); nodes.Add(ParseArgument(text, ref at)); start = at; }
            else at++;
        }
        if (nested) throw new FormatException($"The sentence '{text}' has a brace that does not close.");
        Flush(at);
        return new Message(nodes);
    }

    private static Node ParseArgument(string text, ref int at)
    {
        at++;
        var name = Read(text, ref at);
        if (text[at++] == '}') return new Argument(name, null);
        var form = Read(text, ref at);
        if (text[at++] == '}') return form is "word" or "Word" ? new Argument(name, form) : throw new FormatException($"Unknown form '{form}' in '{text}'.");
        var cases = new Dictionary<string, Message>(StringComparer.Ordinal);
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at < text.Length && text[at] == '}') { at++; break; }
            var brace = at < text.Length ? text.IndexOf('{', at) : -1;
            if (brace < 0) throw new FormatException($"The sentence '{text}' has a brace that does not close.");
            var label = text[at..brace].Trim();
            at = brace + 1;
            cases[label] = ParseUntil(text, ref at, nested: true);
            at++;
        }
        if (!cases.ContainsKey("other")) throw new FormatException($"The sentence '{text}' has no form 'other' for {name}.");
        return new Choice(name, form == "plural", cases);
    }

    private static string Read(string text, ref int at)
    {
        var end = text.IndexOfAny([',', '}'], at);
        if (end < 0) throw new FormatException($"The sentence '{text}' has a brace that does not close.");
        var word = text[at..end].Trim();
        at = end;
        return word;
    }

    /// <summary>Exact cases ("=0") before one and other.</summary>
    internal static Message Pick(Choice choice, object? value)
    {
        if (!choice.Plural) return choice.Cases.GetValueOrDefault(value?.ToString() ?? "") ?? choice.Cases["other"];
        var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return choice.Cases.GetValueOrDefault("=" + number.ToString(CultureInfo.InvariantCulture))
            ?? (number == 1 ? choice.Cases.GetValueOrDefault("one") : null)
            ?? choice.Cases["other"];
    }
}
