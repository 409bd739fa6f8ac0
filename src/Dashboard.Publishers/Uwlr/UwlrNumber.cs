using System.Globalization;
using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>Numbers of one result. What cannot be is ScoreOngeldig and refuses the message.</summary>
internal sealed class UwlrNumber(string result, UwlrNotes notes)
{
    /// <summary>Beyond this it is a mistake, and the store keeps single precision.</summary>
    private const double Most = 1e9;

    public double? Read(XElement? parent, string name, string field, bool negativeAllowed = false)
    {
        if (parent.Text(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= Most && (number >= 0 || negativeAllowed)) return number;
        notes.Refuse(UwlrFault.ScoreOngeldig, result, field, negativeAllowed ? "Dit is geen getal." : "Dit is een getal van 0 of meer, met een punt voor decimalen.");
        return null;
    }

    public int? Count(XElement? parent, string name, string field)
    {
        if (Read(parent, name, field) is not { } number) return null;
        if (double.IsInteger(number) && number <= int.MaxValue) return (int)number;
        notes.Refuse(UwlrFault.ScoreOngeldig, result, field, "Dit is een heel getal van 0 of meer.");
        return null;
    }
}
