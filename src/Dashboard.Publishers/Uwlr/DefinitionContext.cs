using System.Globalization;
using Dashboard.Contracts;

namespace Dashboard.Publishers.Uwlr;

/// <summary>What the definition of a test says beside its name and norm label becomes context of the result, behind the tool's own.</summary>
internal static class DefinitionContext
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    public static void Add(Result result, Norms? norms, TestDefinition? test, string? version)
    {
        var band = result is { ScoreType: PlainScore.ScoreType, Score: { } score } ? norms?.Band(score) : null;
        var items = new[]
        {
            Item("norm", "Norm volgens het leermiddel", band?.Description),
            Item("schoolcijfer", "Schoolcijfer volgens het leermiddel", Grade(band)),
            Item("toetsniveau", "Toetsniveau", norms?.Level),
            Item("toetscategorie", "Soort toets", norms?.Category),
            Item("plaats", "Plek in de methode", test?.Place is { Count: > 0 } place ? string.Join(" › ", place) : null),
            Item("leerjaar", "Toets voor leerjaar", test?.YearGroup?.Value),
            Item("toetsversie", "Versie van de toets", version),
        }.OfType<ContextItem>().ToList();
        if (items.Count > 0) result.Context = [.. result.Context ?? [], .. items];
    }

    public static ContextItem? Item(string key, string label, string? value) =>
        value is null ? null : new ContextItem { Key = "uwlr-" + key, Label = label, Value = value };

    private static string? Grade(NormBand? band) => (band?.GradeFrom, band?.GradeTo) switch
    {
        ({ } from, { } to) when from != to => string.Create(Dutch, $"{from:0.##} t/m {to:0.##}"),
        var (from, to) => (from ?? to)?.ToString("0.##", Dutch),
    };
}
