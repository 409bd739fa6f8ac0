using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Contracts;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.Pupil;

/// <summary>
/// The line of one tool on one goal, in that tool's own scale, as the script draws it. There is never a second tool in it.
/// </summary>
public sealed class Chart
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required string Name { get; init; }
    public required IReadOnlyList<Point> Points { get; init; }
    /// <summary>Correct answers: the axis runs from nothing to the most items of one exercise. Null: the script fits the axis to the points.</summary>
    public int? Items { get; init; }
    /// <summary>Too little to draw a firm line: dashes and hollow markers.</summary>
    public bool Thin { get; init; }

    /// <param name="X">Day, for people.</param>
    /// <param name="Y">On the tool's own scale.</param>
    /// <param name="Low">Lower end of the uncertainty.</param>
    /// <param name="High">Upper end.</param>
    /// <param name="Say">The whole point in words.</param>
    public sealed record Point(string X, double Y, double? Low, double? High, string Say);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <returns>Null when there is no line to draw.</returns>
    public static Chart? Of(ToolOnGoal look, TextBook texts, Moments moments)
    {
        var line = look.Line;
        if (line.Count == 0) return null;
        var correct = line[0].Meaning == ScoreMeaning.ProportionCorrect;
        var scores = new Scores(texts);
        return new Chart
        {
            Name = texts.Plain("chart.name", ("tool", look.Tool.Name), ("means", new PupilSentences(texts, moments).Means(look.Tool))),
            Points = [.. line.Select(r => new Point(moments.ShortDay(r.At), correct ? r.Correct!.Value : Math.Round(r.Score!.Value, 1),
                correct || r.Uncertainty is null ? null : Math.Round(r.Score!.Value - r.Uncertainty.Value, 1),
                correct || r.Uncertainty is null ? null : Math.Round(r.Score!.Value + r.Uncertainty.Value, 1),
                correct ? texts.Plain("score.correct", ("correct", r.Correct!.Value), ("items", r.Items!.Value)) : texts.Plain("score.rating", ("score", scores.Number(r.Score!.Value)),
                    ("sure", r.Uncertainty is { } u ? texts.Plain("score.plusMinus", ("n", scores.Number(u))) : ""))))],
            Items = correct ? line.Max(r => r.Items!.Value) : null,
            Thin = look.Mark.Mark == States.CellMark.TooLittle,
        };
    }
}
