using Dashboard.Contracts;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Tools;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Signals;

/// <summary>Something that one could do, never told as an order.</summary>
/// <param name="Text">What.</param>
/// <param name="Kind">Chosen, it becomes this follow-up; null: doing nothing yet.</param>
/// <param name="SetReady">A tool in which it can be set ready.</param>
public sealed record Option(IHtmlContent Text, FollowUpKind? Kind = null, ToolInSchool? SetReady = null);

/// <summary>The sentences of the why panel, in its fixed order (ui.md §3.3).</summary>
public sealed class WhySentences(TextBook texts, Moments moments)
{
    private readonly Scores _scores = new(texts);

    /// <summary>Below this many minutes the panel says that it is short.</summary>
    private const int ShortMinutes = 20;

    public IHtmlContent Question(Why why) => texts.Html("why.q",
        ("goal", why.Row.Topic.InSentence), ("names", texts.Join([.. why.Row.Pupils.Select(p => p.Pupil.Name)])));

    /// <summary>
    /// The counts of one signal, in one sentence: a text per rule (why.rule.…). A tool's own trigger tells what the tool counted; where
    /// right and wrong are not known, or nothing was counted, the sentence says no more than it can.
    /// </summary>
    public IHtmlContent Counts(Why why)
    {
        var (pupil, tool, signal) = (why.Pupil, why.Tool, why.Signal);
        var e = signal.Evidence;
        var who = texts.Html("sig.name", ("name", pupil.Name));
        var rated = e is { RatingFrom: not null, RatingTo: not null };
        if (e.Items == 0 && !rated && signal.Provenance == Store.Tables.Provenance.Tool)
            return texts.Html("why.bare", ("tool", tool.Name), ("name", who), ("date", moments.Day(signal.RaisedAt)));
        var counted = !e.Adaptive && (e.Correct > 0 || why.Results.Any(r => r.Correct is not null));
        var key = signal.Provenance == Store.Tables.Provenance.Derived && (rated || counted || e.Meaning == ScoreMeaning.GoalState) ? "why.rule." + signal.Rule
            : rated ? "why.rating" : counted && e.Meaning == ScoreMeaning.ProportionCorrect ? "why.correct" : "why.items";
        var (from, to) = (e.RatingFrom ?? 0, e.RatingTo ?? 0);
        return texts.Html(key, ("name", who), ("tool", tool.Name), ("items", e.Items), ("minutes", Moments.Minutes(e.Seconds)), ("dates", Dates(e)), ("correct", e.Correct),
            ("from", _scores.Number(from)), ("to", _scores.Number(to)), ("move", to < from ? "down" : "up"),
            ("sure", e.Uncertainty is { } u ? texts.Plain("score.plusMinus", ("n", _scores.Number(u))) : ""));
    }

    private string Dates(SignalEvidence e)
    {
        var (from, to) = (moments.Day(e.From), moments.Day(e.To));
        return from == to ? texts.Plain("why.on", ("date", to)) : texts.Plain("why.between", ("from", from), ("to", to));
    }

    /// <summary>Where it comes from: the tool's own words, or our rule with its version.</summary>
    public IEnumerable<string> Provenance(Why why)
    {
        var (signal, tool) = (why.Signal, why.Tool);
        if (signal.Provenance == Store.Tables.Provenance.Tool)
            yield return signal.Evidence.ReasonText is { Length: > 0 } words
                ? texts.Plain("why.tool", ("tool", tool.Name), ("text", words), ("date", moments.When(signal.RaisedAt)))
                : texts.Plain("why.toolBare", ("tool", tool.Name), ("date", moments.When(signal.RaisedAt)));
        else
        {
            yield return texts.Plain("prov.derived", ("tool", tool.Name), ("rule", texts["kind." + signal.Kind]), ("version", signal.RuleVersion));
            yield return texts.Plain("rule." + signal.Rule, ("tool", tool.Name));
        }
        foreach (var doubt in Doubts(signal.Evidence.Doubt)) yield return texts.Plain("doubt." + doubt, ("tool", tool.Name), ("items", signal.Evidence.Items), ("date", moments.Day(signal.Evidence.To)));
        if (signal.Evidence.Reason != TriggerReason.Unknown)
            yield return texts.Plain("why.cause", ("tool", tool.Name), ("cause", texts["cause." + signal.Evidence.Reason]));
        yield return texts.Plain(signal.Evidence.Adaptive || tool.Profile.Adaptive ? "adapt" : "adapt.not", ("tool", tool.Name));
        yield return texts.Plain("prov.target", ("name", why.Pupil.Name), ("used", signal.Evidence.TargetLevelUsed switch { true => "yes", false => "no", _ => "unknown" }));
    }

    /// <summary>What a tool's own trigger rests on, where that is little, unknown or old (SI-10).</summary>
    private static IEnumerable<TriggerDoubt> Doubts(TriggerDoubt doubt) => Enum.GetValues<TriggerDoubt>().Where(d => d != TriggerDoubt.None && doubt.HasFlag(d));

    /// <summary>What the data do not say (SI-15): about this pupil, this link and this tool.</summary>
    public IEnumerable<string> Not(Why why)
    {
        yield return texts.Plain("not.can", ("name", why.Pupil.Name));
        if (why.Touch is { Parts: { } parts, OfParts: { } of } touch)
        {
            var missing = touch.Topic.Parts.Except(touch.PartNames).ToList();
            yield return touch.PartNames.Length > 0 && missing.Count > 0
                ? texts.Plain("not.part", ("tool", why.Tool.Name), ("parts", parts), ("of", of), ("does", texts.Join(touch.PartNames)), ("not", texts.Join(missing)))
                : texts.Plain("not.parts", ("tool", why.Tool.Name), ("parts", parts), ("of", of));
        }
        else yield return texts.Plain(why.Touch is null ? "not.noGoal" : "not.unknown", ("tool", why.Tool.Name));
        if (why.Signal.Evidence.Seconds is > 0 and < ShortMinutes * 60)
            yield return texts.Plain("not.short", ("minutes", Moments.Minutes(why.Signal.Evidence.Seconds)));
        if (!why.Tool.Profile.TestsDurability && why.Signal.Kind != SignalKind.Stuck)
            yield return texts.Plain("not.old", ("tool", why.Tool.Name));
        yield return texts["not.seen"];
    }

    /// <summary>What one could do; the first is doing nothing yet, and there are always two or more.</summary>
    public IEnumerable<Option> Options(Why why)
    {
        yield return new Option(texts.Html("opt.none"));
        if (why.Signal.Kind == SignalKind.FastProgress)
        {
            if (why.Tool.CanOpen) yield return new Option(texts.Html("opt.harder", ("tool", Sentences.Anchor("/open/" + why.Signal.Id, why.Tool.Name + " ↗"))), FollowUpKind.HarderWork);
            if (why.Next is { } next) yield return new Option(texts.Html("opt.next", ("goal", Sentences.Anchor(Pages.GroupGoal.GroupGoalModel.AddressOf(why.GroupKey, next.Key), next.InSentence))), FollowUpKind.HarderWork);
        }
        if (why.Signal.Kind == SignalKind.Stuck)
        {
            if (why.Others.Any()) yield return new Option(texts.Html("opt.group", ("names", texts.Join([.. why.Row.Pupils.Select(p => p.Pupil.Name)]))), FollowUpKind.ExtraInstruction);
            yield return new Option(texts.Html("opt.together", ("name", why.Pupil.Name)), FollowUpKind.Talk);
        }
        else yield return new Option(texts.Html("opt.compliment", ("name", why.Pupil.Name)), FollowUpKind.Compliment);
        foreach (var other in why.Elsewhere)
        {
            var tool = Tool(other.ToolGoal.ToolId);
            yield return new Option(texts.Html("opt.other", ("tool", tool.Name), ("goal", other.ToolGoal.Title)), FollowUpKind.OtherTool, tool.CanOpen ? tool : null);
        }
    }

    /// <summary>Set by the page: tools by id.</summary>
    public required Func<int, ToolInSchool> Tool { get; init; }
}
