using System.Globalization;

namespace Dashboard.Publishers.Deliveries;

/// <summary>The order that a publisher's own numbering gives to results of one moment.</summary>
public static class TrailingNumber
{
    /// <returns>The number at the end of the id ("afn-1001-12" is 12), or 0.</returns>
    public static long Of(string id)
    {
        var start = id.Length;
        while (start > 0 && char.IsAsciiDigit(id[start - 1]) && id.Length - start < 18) start--;
        return start == id.Length ? 0 : long.Parse(id.AsSpan(start), CultureInfo.InvariantCulture);
    }
}
