using System.Globalization;
using Dashboard.Store.Tables;

namespace Dashboard.Schools.Roster;

/// <summary>What is asked before a roster that looks like a mistake is put in place.</summary>
internal static class RosterQuestions
{
    /// <summary>More pupils leaving than this share is most likely the wrong file.</summary>
    public const double SurprisingShare = 0.10;

    /// <param name="school">The school it is meant for.</param>
    /// <param name="snapshot">As read.</param>
    /// <param name="newest">The newest school year that the school has groups of; null when it has none.</param>
    /// <param name="present">Pupils in the school now.</param>
    /// <param name="leaving">Those of them who would leave.</param>
    public static IEnumerable<string> Of(School school, RosterSnapshot snapshot, short? newest, int present, int leaving)
    {
        if (snapshot.Brin is { } brin && school.Brin is { } own && !(string.Equals(brin, own, StringComparison.OrdinalIgnoreCase) && Place(snapshot.Dependance) == Place(school.Dependance)))
            yield return $"Dit bestand is van een andere school: {brin}{Place(snapshot.Dependance)}, en deze school is {own}{Place(school.Dependance)}.";
        if (snapshot.SchoolYear < newest)
            yield return string.Create(CultureInfo.InvariantCulture, $"Dit bestand is van schooljaar {snapshot.SchoolYear}-{snapshot.SchoolYear + 1}, en er is al een roster van {newest}-{newest + 1}.");
        if (leaving > SurprisingShare * present)
            yield return string.Create(CultureInfo.InvariantCulture, $"{leaving} van de {present} leerlingen zouden van school gaan.");
    }

    private static string Place(string? dependance) => string.IsNullOrEmpty(dependance) ? "00" : dependance;
}
