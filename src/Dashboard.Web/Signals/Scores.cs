using Dashboard.Contracts;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Signals;

/// <summary>A score in its own meaning. Callers put origin, items, minutes, date and tool beside it (DA-10).</summary>
public sealed class Scores(TextBook texts)
{
    /// <returns>"4 van 12", "412 ± 18", "behaald, zegt Numo"; null when there is nothing to say.</returns>
    public IHtmlContent? Of(string tool, ScoreMeaning meaning, double? score, double? max, double? uncertainty, string? label, int? items, int? correct) => meaning switch
    {
        ScoreMeaning.ProportionCorrect when items > 0 && correct is not null => texts.Html("score.correct", ("correct", correct.Value), ("items", items.Value)),
        ScoreMeaning.ProportionCorrect when score is not null && max > 0 => texts.Html("score.points", ("score", Number(score.Value)), ("max", Number(max.Value))),
        ScoreMeaning.MasteryRating when score is not null => texts.Html("score.rating", ("score", Number(score.Value)),
            ("sure", uncertainty is { } u ? texts.Plain("score.plusMinus", ("n", Number(u))) : "")),
        ScoreMeaning.GoalState when label is { Length: > 0 } => texts.Html("score.state", ("label", label), ("tool", tool)),
        ScoreMeaning.NormLabel when label is { Length: > 0 } => texts.Html("score.norm", ("label", label)),
        ScoreMeaning.Points when score is not null => max > 0
            ? texts.Html("score.points", ("score", Number(score.Value)), ("max", Number(max.Value)))
            : texts.Html("score.point", ("score", Number(score.Value))),
        _ when label is { Length: > 0 } => texts.Html("score.norm", ("label", label)),
        _ => null,
    };

    public string Number(double value) => value.ToString(Math.Abs(value) >= 20 || value == Math.Floor(value) ? "0" : "0.#", texts.Culture);
}
