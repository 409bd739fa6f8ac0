using System.Globalization;

namespace Dashboard.Publishers.EduV;

/// <summary>
/// The result types of Results 2.1 and what their values may be, as far as that is public: OVG is one letter (SEM 1.3.0),
/// percentiles lie in 0 to 100 (RFC-76), grades in the range that their name gives, A–E and I–V are those of OSO.
/// </summary>
internal static class ResultValues
{
    private static readonly string[] Letters = ["A", "B", "C", "D", "E"], Romans = ["I", "II", "III", "IV", "V"];

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "AE", "AVI", "CAE", "CIV", "CPercentiel", "DLE", "EducationLevel", "FunctioningLevel", "Grade0-10", "Grade0.0-10.0",
        "IV", "LA", "LGH", "OVG", "PassOrFail", "Percentiel", "RnERK", "RnTR",
    };

    public static bool Known(string type) => Types.Contains(type);

    /// <returns>Why the value cannot be; null when it can, or when nobody says what the type allows.</returns>
    public static string? Wrong(string type, string value) => type switch
    {
        "OVG" => value is "O" or "V" or "G" ? null : "Een OVG-resultaat is O, V of G.",
        "Percentiel" or "CPercentiel" => Number(value, 100) ? null : "Dit is een getal van 0 tot 100, met een punt voor decimalen.",
        "Grade0-10" => Number(value, 10) && !value.Contains('.', StringComparison.Ordinal) ? null : "Dit is een heel getal van 0 tot 10.",
        "Grade0.0-10.0" => Number(value, 10) ? null : "Dit is een getal van 0.0 tot 10.0, met een punt voor decimalen.",
        _ => null,
    };

    /// <summary>False: not one of the usual values, which is reported; the value is kept.</summary>
    public static bool Usual(string type, string value) => type switch
    {
        "AE" or "CAE" => Letters.Contains(value),
        "IV" or "CIV" => Romans.Contains(value),
        _ => true,
    };

    private static bool Number(string value, double most) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most;
}
