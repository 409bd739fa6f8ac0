namespace Dashboard.Publishers.Cito;

/// <summary>
/// The terugstuuroptie: the highest level, relative to the level of the test, that comes through; everything below it comes too
/// (CI-06 … CI-11). Two levels up or down stand for "two or more". Option -1 in the source lacks the words "or lower": it is a
/// threshold like the others (decision 0050).
/// </summary>
public static class ReturnLevel
{
    public const int Lowest = -2, Highest = 2;

    /// <summary>Levels from low to high; two levels compare only within one of these.</summary>
    private static readonly string[][] Ladders =
    [
        ["BB", "KB", "GT", "HAVO", "VWO"],
        ["M3", "E3", "M4", "E4", "M5", "E5", "M6", "E6", "M7", "E7", "M8", "E8"],
    ];

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["VMBO-BB"] = "BB", ["VMBO-KB"] = "KB", ["VMBO-GT"] = "GT", ["VMBO-TL"] = "GT", ["TL"] = "GT", ["GL"] = "GT", ["MAVO"] = "GT",
    };

    /// <param name="testLevel">Level of the test ("havo", "M5").</param>
    /// <param name="functioningLevel">Functioneringsniveau that the pupil reached on it.</param>
    /// <returns>-2 … 2, or null when the two cannot be compared.</returns>
    public static int? Relative(string? testLevel, string? functioningLevel)
    {
        var (test, reached) = (Known(testLevel), Known(functioningLevel));
        foreach (var ladder in Ladders)
            if (Array.IndexOf(ladder, test) is >= 0 and var from && Array.IndexOf(ladder, reached) is >= 0 and var to)
                return Math.Clamp(to - from, Lowest, Highest);
        return null;
    }

    /// <summary>Whether a result comes through. Option 2 lets everything through; what cannot be compared comes through there only.</summary>
    /// <param name="relative">Of <see cref="Relative"/>.</param>
    /// <param name="option">-2 … 2; null: the school has no filter.</param>
    public static bool Passes(int? relative, int? option) => option is null or >= Highest || relative <= option;

    private static string Known(string? level) =>
        (level?.Trim() ?? "") is var text && OtherNames.TryGetValue(text, out var name) ? name : text.ToUpperInvariant();
}
