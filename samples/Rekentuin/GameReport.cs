using Dashboard.Samples.Classroom;
using Dashboard.Samples.Publisher;

namespace Dashboard.Samples.Rekentuin;

/// <summary>Rekentuin's own report of one round of a game.</summary>
internal static class GameReport
{
    public static string Html(Shelf shelf, Exercise exercise) => $"""
        <p><strong>{Page.Text(exercise.Pupil.FirstName)}</strong> speelde op {ReportTable.When(exercise)}, {ReportTable.Minutes(exercise.Seconds)}.</p>
        <p>Score na dit spel: <strong>{exercise.Rating}</strong> (plus of min {exercise.StandardError}). De norm voor dit leerjaar is 300.</p>
        <p>{exercise.Correct} van de {exercise.Items} sterren. De opgaven passen zich aan: ongeveer driekwart goed is gewoon.</p>
        {ReportTable.Items(exercise, "ster", "geen ster")}
        <h2>Eerdere rondes</h2>
        {ReportTable.Others(shelf.Beside(exercise), "/spel/", e => $"score {e.Rating}")}
        """;
}
