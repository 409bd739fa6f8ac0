using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Texts;

/// <summary>
/// Every word that a person reads, in one language: a resource file with one sentence per key. Code and pages hold keys only.
/// </summary>
public sealed class TextBook
{
    private static readonly Dictionary<string, TextBook> Books = new[] { "nl", "en" }.ToDictionary(l => l, l => new TextBook(l));
    private readonly Dictionary<string, string> _sentences;
    private readonly string[] _numbers;

    private TextBook(string language)
    {
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language == "nl" ? "nl-NL" : "en-GB");
        using var stream = typeof(TextBook).Assembly.GetManifestResourceStream($"texts.{language}.json")!;
        _sentences = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        _numbers = _sentences["numbers"].Split(' ');
    }

    /// <summary>"nl" or "en": the html lang.</summary>
    public string Language { get; }
    public CultureInfo Culture { get; }
    internal IReadOnlyDictionary<string, string> Sentences => _sentences;

    public static IReadOnlyCollection<string> Languages => Books.Keys;

    /// <returns>The book of the language, Dutch when there is none.</returns>
    public static TextBook In(string? language) => Books.GetValueOrDefault(language ?? "nl") ?? Books["nl"];

    /// <summary>For words that come from data: not every one has a sentence.</summary>
    public bool Has(string key) => _sentences.ContainsKey(key);

    /// <summary>Plain text; bold marks are left out.</summary>
    public string this[string key] => Plain(key);

    /// <inheritdoc cref="this[string]"/>
    /// <exception cref="KeyNotFoundException">No such key in this language, or an argument that the sentence needs is not given.</exception>
    public string Plain(string key, params (string Name, object? Value)[] values)
    {
        var text = new StringBuilder();
        Write(Message.Parse(Sentence(key)), key, values, null, s => text.Append(s), v => text.Append(v), () => { });
        return text.ToString();
    }

    /// <summary>HTML: the sentence and plain values are encoded, values that are HTML already are kept, ** is bold.</summary>
    public IHtmlContent Html(string key, params (string Name, object? Value)[] values)
    {
        var content = new HtmlContentBuilder();
        var open = false;
        Write(Message.Parse(Sentence(key)), key, values, null,
            s => content.Append(s),
            v => { if (v is IHtmlContent html) content.AppendHtml(html); else content.Append(v?.ToString() ?? ""); },
            () => { content.AppendHtml(open ? "</b>" : "<b>"); open = !open; });
        return content;
    }

    /// <summary>"Daan, Maaike en Noor", as plain text.</summary>
    public string Join(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : string.Join(", ", items.Take(items.Count - 1)) + this["list.and"] + items[^1];

    /// <summary>The same with HTML items.</summary>
    public IHtmlContent Join(IReadOnlyList<IHtmlContent> items)
    {
        var content = new HtmlContentBuilder();
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) content.Append(i == items.Count - 1 ? this["list.and"] : ", ");
            content.AppendHtml(items[i]);
        }
        return content;
    }

    /// <summary>Written out up to twelve, as Dutch and English newspapers do.</summary>
    private string Word(long number, string form)
    {
        if (number < 0 || number >= _numbers.Length) return Digits(number);
        var word = _numbers[number];
        return form == "Word" ? char.ToUpper(word[0], Culture) + word[1..] : word;
    }

    private string Digits(object? number) => Convert.ToString(number, Culture) ?? "";

    private string Sentence(string key) => _sentences.GetValueOrDefault(key)
        ?? throw new KeyNotFoundException($"Texts/{Language}.json has no key '{key}'. Add the sentence in both languages.");

    private void Write(Message message, string key, (string Name, object? Value)[] values, object? number,
        Action<string> literal, Action<object?> value, Action bold)
    {
        foreach (var node in message.Nodes)
            switch (node)
            {
                case Message.Literal text: literal(text.Text); break;
                case Message.Bold: bold(); break;
                case Message.Number: literal(Digits(number)); break;
                case Message.Argument argument:
                    var found = Find(key, values, argument.Name);
                    value(argument.Form is { } form ? Word(Convert.ToInt64(found, CultureInfo.InvariantCulture), form) : found is int or long or double ? Digits(found) : found);
                    break;
                case Message.Choice choice:
                    var by = Find(key, values, choice.Name);
                    Write(Message.Pick(choice, by), key, values, choice.Plural ? by : number, literal, value, bold);
                    break;
            }
    }

    private static object? Find(string key, (string Name, object? Value)[] values, string name)
    {
        foreach (var (known, value) in values) if (known == name) return value;
        throw new KeyNotFoundException($"The sentence '{key}' needs '{name}'.");
    }
}
