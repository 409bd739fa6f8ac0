using System.Globalization;

namespace Dashboard.Publishers.EduV;

/// <summary>The numbers of one statement: invariant culture, in their range; what cannot be refuses the message.</summary>
internal sealed class EduVNumber(string statement, EduVNotes notes)
{
    /// <summary>Beyond this it is a mistake, and the store keeps single precision.</summary>
    private const double Most = 1e9;

    /// <param name="text">As sent; null stays null.</param>
    /// <param name="field">For the report.</param>
    /// <param name="least">The lowest it may be.</param>
    /// <param name="most">The highest it may be.</param>
    public double? Read(string? text, string field, double least = 0, double most = Most)
    {
        if (text is null) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        notes.Schema(statement, field, string.Create(CultureInfo.InvariantCulture, $"Dit is een getal{(least > -Most ? $" van {least}" : "")}{(most < Most ? $" tot {most}" : least > -Most ? " of meer" : "")}, met een punt voor decimalen."));
        return null;
    }

    /// <summary>An ability may lie below zero.</summary>
    public double? Ability(string? text, string field) => Read(text, field, -Most);

    public int? Count(string? text, string field)
    {
        if (Read(text, field, 0, int.MaxValue) is not { } number) return null;
        if (double.IsInteger(number)) return (int)number;
        notes.Schema(statement, field, "Dit is een heel getal.");
        return null;
    }
}
