using Dashboard.Contracts;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Pages.Pupil;
using Dashboard.Web.States;
using Dashboard.Web.Tools;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Signals;

/// <summary>The sentences of the pupil page.</summary>
public sealed class PupilSentences(TextBook texts, Moments moments)
{
    private readonly Scores _scores = new(texts);

    /// <summary>How this pupil stands: signals first, then what was practised and what there is nothing about. A list of whole sentences.</summary>
    public IEnumerable<IHtmlContent> Lead(string name, IReadOnlyList<SignalRow> signals, IReadOnlyList<PupilDomain> domains)
    {
        IReadOnlyList<string> Goals(SignalKind kind) => [.. signals.Where(s => s.Kind == kind).Select(s => s.Topic.InSentence)];
        var (stuck, fast) = (Goals(SignalKind.Stuck), Goals(SignalKind.FastProgress));
        if (stuck.Count > 0) yield return texts.Html("pupil.stuck", ("name", name), ("goals", texts.Join(stuck)));
        if (fast.Count > 0) yield return texts.Html("pupil.fast", ("name", name), ("goals", texts.Join(fast)));
        if (stuck.Count + fast.Count == 0) yield return texts.Html("pupil.none", ("name", name));
        var told = signals.Where(s => s.Kind != SignalKind.NewProgress).Select(s => s.Topic.Key).ToHashSet();
        var others = domains.SelectMany(d => d.Rows).Count(r => r.LastAt is not null && !told.Contains(r.Topic.Key));
        if (others > 0) yield return texts.Html(told.Count > 0 ? "pupil.others" : "pupil.practised", ("n", others));
        var unseen = domains.Where(d => d.Seen && d.Domain.Length > 0).SelectMany(d => d.Without).Select(r => r.Topic.InSentence).ToList();
        if (unseen.Count is 1 or 2) yield return texts.Html("pupil.unseen", ("goals", texts.Join(unseen)));
        else if (unseen.Count > 2) yield return texts.Html("pupil.unseenMany", ("n", unseen.Count));
    }

    /// <summary>"4 van 12 goed", "412 ± 18", "behaald, zegt Numo": the tool's own number in its own meaning.</summary>
    public IHtmlContent? Score(ToolOnGoal look)
    {
        if (look.CountsCorrect && !look.Tool.Profile.Adaptive) return texts.Html("score.correct", ("correct", look.Correct), ("items", look.Items));
        return look.Latest is { } r ? _scores.Of(look.Tool.Name, r.Meaning, r.Score, r.ScoreMax, r.Uncertainty, r.Label, r.Items, r.Correct) : null;
    }

    /// <summary>What stands with the score: origin, items, minutes, date.</summary>
    public string Beside(ToolOnGoal look)
    {
        var parts = new List<string>();
        if (look.Latest is { } latest) parts.Add(texts["origin." + latest.Origin]);
        if (look.Items > 0 && !(look.CountsCorrect && !look.Tool.Profile.Adaptive)) parts.Add(texts.Plain("score.items", ("n", look.Items)));
        if (look.Seconds > 0) parts.Add(moments.Duration(look.Seconds));
        if (look.Latest is { } last) parts.Add(moments.ShortDay(last.At));
        return string.Join(", ", parts);
    }

    /// <summary>What the number of this tool means, in the publisher's words; else ours.</summary>
    public string Means(ToolInSchool tool) =>
        tool.Profile.ScoreLabel.GetValueOrDefault(texts.Language) ?? texts["meaning." + tool.Profile.Meaning];

    /// <summary>A state without a score, in words: "oud: 14 september", "te weinig: 2 opgaven".</summary>
    public string State(ToolOnGoal look) => look.Mark.Mark switch
    {
        CellMark.TooLittle => texts.Plain("state.TooLittle", ("n", look.Mark.Items)),
        CellMark.Old when look.Mark.At is { } at => texts.Plain("state.Old", ("date", moments.Day(at))),
        CellMark.Skipped when look.Mark.At is { } at => texts.Plain("state.Skipped", ("date", moments.ShortDay(at))),
        CellMark.Practised when look.Mark.At is { } at => texts.Plain("state.Earlier", ("date", moments.Day(at))),
        _ => texts["cell." + look.Mark.Mark],
    };
}
