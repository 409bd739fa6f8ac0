using System.Text;

namespace Dashboard.SystemTests.Publishers.Corpus;

/// <summary>One input that may not come in.</summary>
/// <param name="Format">uwlr, results, progress, method-goals, edexml.</param>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Body">As it goes over the line.</param>
/// <param name="Type">Content-Type.</param>
public sealed record BadInput(string Format, string Name, byte[] Body, string Type)
{
    public static BadInput Xml(string name, string body) => new("uwlr", name, Encoding.UTF8.GetBytes(body), "text/xml");

    public static BadInput Json(string format, string name, string body) => new(format, name, Encoding.UTF8.GetBytes(body), "application/json");

    /// <summary>Every tenth of a good message: cut off there.</summary>
    public static IEnumerable<BadInput> CutOff(string format, string good, string type)
    {
        var bytes = Encoding.UTF8.GetBytes(good.TrimEnd());
        for (var tenth = 0; tenth < 10; tenth++)
            yield return new BadInput(format, $"cut off at {tenth}0 %", bytes[..(bytes.Length * tenth / 10)], type);
    }

    /// <summary>Bytes that are no text in the encoding that counts.</summary>
    public static IEnumerable<BadInput> BadEncodings(string format, string good, string mark, string type)
    {
        foreach (var (name, bytes) in new (string, byte[])[]
        {
            ("a lone continuation byte", [0x80]), ("an overlong slash", [0xC0, 0xAF]), ("half a character", [0xE2, 0x82]), ("a surrogate in UTF-8", [0xED, 0xA0, 0x80]),
            ("a byte of Latin-1", [0xE9]), ("a code point beyond Unicode", [0xF5, 0x80, 0x80, 0x80]), ("a NUL byte", [0x00]), ("byte FF", [0xFF]),
        })
        {
            var at = Encoding.UTF8.GetByteCount(good[..good.IndexOf(mark, StringComparison.Ordinal)]);
            var body = Encoding.UTF8.GetBytes(good);
            yield return new BadInput(format, name, [.. body[..at], .. bytes, .. body[at..]], type);
        }
    }
}
