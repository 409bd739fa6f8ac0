using Dashboard.Samples.Classroom;
using Dashboard.Samples.Publisher;

namespace Dashboard.Samples.Muiswerk;

/// <summary>Muiswerk's own report of one series: every item with the answer that was given.</summary>
internal static class MuiswerkReport
{
    public static string Html(Shelf shelf, Exercise exercise) => $"""
        <p><strong>{Page.Text(exercise.Pupil.FirstName)}</strong>, {ReportTable.When(exercise)}</p>
        <p>{exercise.Correct} van de {exercise.Items} opgaven goed, in {ReportTable.Minutes(exercise.Seconds)}{Explained(exercise)}.</p>
        {(exercise.Cue?.Text is { } text ? $"<p><strong>Let op:</strong> {Page.Text(text)}</p>" : "")}
        {ReportTable.Items(exercise, "goed", "fout")}
        <h2>Eerder op dit doel</h2>
        {ReportTable.Others(shelf.Beside(exercise), "/rapport/", e => $"{e.Correct} van {e.Items} goed")}
        """;

    private static string Explained(Exercise exercise) =>
        exercise.ExplanationSeconds > 0 ? $", waarvan {ReportTable.Minutes(exercise.ExplanationSeconds)} uitleg" : "";
}
