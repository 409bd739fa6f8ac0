using System.Xml.Linq;
using Dashboard.Samples.School;

namespace Dashboard.Samples.Muiswerk;

/// <summary>The definitions that travel in every message: each test with its parts, which are the goals, and norms where a plain score needs them.</summary>
internal static class Toetsen
{
    /// <summary>A series with norms always has so many items.</summary>
    public const int NormedItems = 4;

    private static readonly Dictionary<string, string> Names = new()
    {
        ["MEETKUNDE-KLOK"] = "Klok en tijd", ["MEETKUNDE-LENGTE"] = "Lengte en omtrek", ["MEETKUNDE-OPPERVLAKTE"] = "Oppervlakte", ["MEETKUNDE-INHOUD"] = "Inhoud",
        ["MEETKUNDE-GEWICHT"] = "Gewicht", ["MEETKUNDE-GELD"] = "Geld", ["MEETKUNDE-FIGUREN"] = "Figuren", ["GETALLEN-1000"] = "Getallen tot 1000",
        ["GETALLEN-10000"] = "Getallen tot 10.000", ["GETALLEN-BREUKEN"] = "Breuken", ["BEWERKINGEN-PLUSMIN"] = "Plus en min", ["BEWERKINGEN-TAFELS"] = "Tafels en delen",
        ["BEWERKINGEN-KOLOM"] = "Onder elkaar rekenen", ["SPELLING-5"] = "Spelling", ["WOORDENSCHAT-5"] = "Woordenschat",
    };

    public static bool HasNorms(string goal) => IsLanguage(goal);

    public static XElement Write(MethodGoalFile goals, IReadOnlySet<string> tests) => new(Uwlr.Lr + "toetsen",
        goals.Goals.GroupBy(g => Uwlr.Split(g.Code).Test).Where(t => tests.Contains(t.Key)).Select(test =>
            new XElement(Uwlr.Lr + "toets",
                new XElement(Uwlr.Lr + "toetscode", test.Key),
                new XElement(Uwlr.Lr + "versie", goals.Version),
                new XElement(Uwlr.Lr + "toetsnaam", Names[test.Key]),
                new XElement(Uwlr.Lr + "vakgebied", IsLanguage(test.Key) ? "taal" : "rekenen"),
                new XElement(Uwlr.Lr + "toetshierarchie", new XElement(Uwlr.Lr + "ingang", new XAttribute("niveau", 1), "Muiswerk"), new XElement(Uwlr.Lr + "ingang", new XAttribute("niveau", 2), test.First().Domain)),
                new XElement(Uwlr.Lr + "toetsonderdelen", test.Select(Part)))));

    private static XElement Part(SampleMethodGoal goal, int place) => new(Uwlr.Lr + "toetsonderdeel",
        new XElement(Uwlr.Lr + "toetsonderdeelvolgnummer", place + 1),
        new XElement(Uwlr.Lr + "toetsonderdeelcode", Uwlr.Split(goal.Code).Part),
        new XElement(Uwlr.Lr + "toetsonderdeelnaam", goal.Title),
        HasNorms(goal.Code) ? new XElement(Uwlr.Lr + "toetsonderdeelnormering", Norm("nog oefenen", 0, 1), Norm("op weg", 2, 3), Norm("goed", NormedItems, NormedItems)) : null);

    private static XElement Norm(string term, int from, int to) => new(Uwlr.Lr + "norm",
        new XElement(Uwlr.Lr + "term", term),
        new XElement(Uwlr.Lr + "beginnormwaarde", from),
        new XElement(Uwlr.Lr + "eindnormwaarde", to));

    private static bool IsLanguage(string code) => code.StartsWith("SPELLING", StringComparison.Ordinal) || code.StartsWith("WOORDENSCHAT", StringComparison.Ordinal);
}
