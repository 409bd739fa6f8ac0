using System.Text;

namespace Dashboard.Tests.Publishers.Fuzzing;

/// <summary>Changes a good input into one that may be bad: a few changes of bytes, pieces and known words, all from one seed.</summary>
internal sealed class Mutation(int seed, IReadOnlyList<byte[]> good)
{
    private const int Longest = 64 * 1024;

    /// <summary>What parsers stumble over.</summary>
    private static readonly byte[][] Words = [.. new[]
    {
        "<", ">", "</", "/>", "<a>", "</a>", "&", "&amp;", "&#0;", "&#xD800;", "&#x10FFFF;", "]]>", "<![CDATA[", "<!--", "-->", "<?x?>", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", " xmlns=\"\"", " xmlns:x=\"urn:x\"", " xsi:type=\"u:anderresultaat\"",
        "\"", "'", "{", "}", "[", "]", ",", ":", "null", "true", "{}", "[]", "\\u0000", "\\ud800", "\\udc00", "\\\"", "\"dashboard\":{}", "\"status\":\"Canceled\"", "\"missing\":true",
        "0", "-1", "-0", "NaN", "INF", "Infinity", "1e308", "1e400", "-1e308", "99999999999999999999", "0.0000000001", "4,5", "2147483648", "9223372036854775808",
        "2026-02-30", "0001-01-01", "9999-12-31", "2026-11-19T24:00:00Z", "2026-11-19T10:00:00+99:99", "2026-2027", "9999-10000", "", " ", "\t", "\r\n", "\0", "é", "‮", "\uFEFF", "𝕏", "%s", "../..", "'; --",
    }.Select(Encoding.UTF8.GetBytes), [0x80], [0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xFE, 0xFF]];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var bytes = new List<byte>(good[_random.Next(good.Count)]);
        for (var changes = _random.Next(1, 9); changes > 0; changes--) Change(bytes);
        return bytes.Count > Longest ? [.. bytes.Take(Longest)] : [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 << _random.Next(0, 10));
        switch (_random.Next(9))
        {
            case 0: if (at < bytes.Count) bytes[at] ^= (byte)(1 << _random.Next(8)); break;
            case 1: if (at < bytes.Count) bytes[at] = (byte)_random.Next(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 4: bytes.InsertRange(at, Words[_random.Next(Words.Length)]); break;
            case 5: Splice(bytes, at); break;
            case 6: Value(bytes, at); break;
            case 7: Value(bytes, at); break;
            default: if (_random.Next(4) == 0) bytes.RemoveRange(at, bytes.Count - at); break;
        }
    }

    /// <summary>A piece of another good input.</summary>
    private void Splice(List<byte> bytes, int at)
    {
        var other = good[_random.Next(good.Count)];
        var from = _random.Next(other.Length);
        bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 << _random.Next(0, 11))).ToArray());
    }

    /// <summary>Puts a word in the place of a whole value: what stands between brackets or quotes.</summary>
    private void Value(List<byte> bytes, int at)
    {
        var start = bytes.FindIndex(at, b => b is (byte)'>' or (byte)'"');
        if (start < 0) return;
        var end = bytes.FindIndex(start + 1, b => b is (byte)'<' or (byte)'"');
        if (end < 0) return;
        bytes.RemoveRange(start + 1, end - start - 1);
        bytes.InsertRange(start + 1, Words[_random.Next(Words.Length)]);
    }
}
