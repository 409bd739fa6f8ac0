using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Contracts;
using Dashboard.Web.Signals;
using Dashboard.Web.Texts;

namespace Dashboard.Web.Pages.Pupil;

/// <summary>
/// The line of one tool on one goal, in that tool's own scale, as the script draws it. There is never a second tool in it.
/// </summary>
public sealed class Chart
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required string Name { get; init; }
    public required IReadOnlyList<Point> Points { get; init; }
    /// <summary>Bottom and top of the axis, and how many steps between: whole numbers on the tool's own scale.</summary>
    public required double Min { get; init; }
    public required double Max { get; init; }
    public required int Steps { get; init; }
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
        var (min, max, steps) = correct ? Axis(0, line.Max(r => r.Items!.Value))
            : Axis(line.Min(r => r.Score!.Value - (r.Uncertainty ?? 0)), line.Max(r => r.Score!.Value + (r.Uncertainty ?? 0)));
        return new Chart
        {
            Name = texts.Plain("chart.name", ("tool", look.Tool.Name), ("means", new PupilSentences(texts, moments).Means(look.Tool))),
            Points = [.. line.Select(r => new Point(moments.ShortDay(r.At), correct ? r.Correct!.Value : Math.Round(r.Score!.Value, 1),
                correct || r.Uncertainty is null ? null : Math.Round(r.Score!.Value - r.Uncertainty.Value, 1),
                correct || r.Uncertainty is null ? null : Math.Round(r.Score!.Value + r.Uncertainty.Value, 1),
                correct ? texts.Plain("score.correct", ("correct", r.Correct!.Value), ("items", r.Items!.Value)) : texts.Plain("score.rating", ("score", scores.Number(r.Score!.Value)),
                    ("sure", r.Uncertainty is { } u ? texts.Plain("score.plusMinus", ("n", scores.Number(u))) : ""))))],
            Min = min,
            Max = max,
            Steps = steps,
            Thin = look.Mark.Mark == States.CellMark.TooLittle,
        };
    }

    /// <summary>An axis of two to five whole steps that holds everything.</summary>
    internal static (double Min, double Max, int Steps) Axis(double low, double high)
    {
        for (var power = 1; ; power *= 10)
            foreach (var step in new[] { 1 * power, 2 * power, 5 * power })
            {
                var (min, max) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
                if (max <= min) max = min + step;
                if ((max - min) / step <= 5) return (min, max, (int)Math.Round((max - min) / step));
            }
    }
}
