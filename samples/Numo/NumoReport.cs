using Dashboard.Samples.Classroom;
using Dashboard.Samples.Publisher;

namespace Dashboard.Samples.Numo;

/// <summary>Numo's own report of one piece of work or one entry test.</summary>
internal static class NumoReport
{
    public static string Html(Shelf shelf, Exercise exercise) => $"""
        <p><strong>{Page.Text(exercise.Pupil.FirstName)}</strong>, {ReportTable.When(exercise)}, {ReportTable.Minutes(exercise.Seconds)}</p>
        <p>{Standing(exercise)}</p>
        <p>{exercise.Correct} van de {exercise.Items} goed.</p>
        {ReportTable.Items(exercise, "juist", "onjuist")}
        <h2>Ander werk aan dit doel</h2>
        {ReportTable.Others(shelf.Beside(exercise), "/werk/", e => e.State ?? "sprongtoets")}
        """;

    private static string Standing(Exercise exercise) => exercise.Passed switch
    {
        true => "Sprongtoets gehaald: dit doel mag worden overgeslagen.",
        false => "Sprongtoets nog niet gehaald: dit doel wordt geoefend.",
        null => $"Stand van het doel: <strong>{Page.Text(exercise.State!)}</strong>. Manier van werken: {Page.Text(exercise.Modus ?? "onbekend")}. Inzet: {Page.Text(exercise.Effort ?? "onbekend")}.",
    };
}
