using System.Buffers;
using System.Text;

namespace Dashboard.Publishers.DeepLinks;

/// <summary>
/// The identifiers of every pupil in a message, ready to be looked for in links: as written, by the last segment of an ECK iD,
/// and in base64. Those shorter than <see cref="LongEnough"/> stand in many innocent addresses and are not looked for here.
/// </summary>
public sealed class PupilMarks
{
    public const int LongEnough = 6;

    private readonly SearchValues<string> _marks;

    public PupilMarks(IEnumerable<string> identifiers) =>
        _marks = SearchValues.Create([.. identifiers.Where(id => id.Length >= LongEnough).SelectMany(Forms).Distinct(StringComparer.Ordinal)], StringComparison.OrdinalIgnoreCase);

    public bool In(string text) => text.AsSpan().ContainsAny(_marks);

    /// <summary>An identifier as a whole word, however short; a long one anywhere.</summary>
    public static bool Word(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if (word.Length >= LongEnough) return true;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }
        return false;
    }

    private static IEnumerable<string> Forms(string id)
    {
        yield return id;
        if (id[(id.LastIndexOf('/') + 1)..] is { Length: >= LongEnough } last) yield return last;
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(id)).TrimEnd('=');
    }
}
