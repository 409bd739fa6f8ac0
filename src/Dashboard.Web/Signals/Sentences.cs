using Dashboard.Contracts;
using Dashboard.Web.Class;
using Dashboard.Web.Pages.Group;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Signals;

/// <summary>The sentences of the group page: one resource each, names and goals as links.</summary>
public sealed class Sentences(TextBook texts, Moments moments, string groupKey)
{
    /// <summary>From this many names on, three are named and the rest counted.</summary>
    public const int Many = 6;

    /// <summary>The title: who needs me. Never "all is well".</summary>
    public IHtmlContent Lead(GroupFacts facts, IReadOnlyList<SignalRow> rows, GroupFilter filter)
    {
        if (!facts.Heard) return texts.Html("empty.group", ("group", facts.Group.Name));
        var stuck = rows.Where(r => r.Kind == SignalKind.Stuck).ToList();
        var fast = Pupils(rows.Where(r => r.Kind == SignalKind.FastProgress));
        return (stuck.Count, fast) switch
        {
            (0, 0) => texts.Html("lead.none", ("period", filter.Period)),
            (0, _) => texts.Html("lead.fast", ("fast", fast)),
            (_, 0) => texts.Html("lead.stuck", ("n", Pupils(stuck)), ("goals", stuck.Count)),
            _ => texts.Html("lead.stuckFast", ("n", Pupils(stuck)), ("goals", stuck.Count), ("fast", fast)),
        };
    }

    public static int Pupils(IEnumerable<SignalRow> rows) => rows.SelectMany(r => r.Pupils).Select(p => p.Pupil.PupilId).Distinct().Count();

    /// <summary>"Daan, Maaike en Noor lopen vast op klokkijken, hele uren."</summary>
    /// <param name="row">The line.</param>
    /// <param name="classSize">From a third of the class on, the share is said instead of names.</param>
    public IHtmlContent Signal(SignalRow row, int classSize)
    {
        var names = row.Pupils.Select(p => Link(p.Pupil)).ToList();
        var goal = texts.Html("sig.goal", ("goal", Goal(row)));
        if (names.Count >= Many && names.Count * 3 >= classSize)
            return texts.Html("sig.group." + row.Kind, ("n", names.Count), ("of", classSize), ("goal", goal));
        if (names.Count >= Many)
            return texts.Html("sig.many." + row.Kind, ("names", Comma(names.Take(3))), ("rest", names.Count - 3), ("goal", goal));
        return texts.Html("sig." + row.Kind, ("n", names.Count), ("names", texts.Join(names)), ("goal", goal));
    }

    /// <summary>The line below: tools, counts, where the signal comes from, who works on it already.</summary>
    public string Line(SignalRow row)
    {
        var parts = new List<string> { Tools(row), Counts(row), Origin(row) };
        var working = row.Pupils.Where(p => p.Marks.Any(m => m.Kind == MarkKind.WorksOnThis)).Select(p => p.Pupil.Name).ToList();
        if (working.Count > 0) parts.Add(texts.Plain("sig.working", ("n", working.Count), ("names", texts.Join(working))));
        var treated = row.Pupils.Where(p => p.Marks.Any(m => m.Kind == MarkKind.SufficientlyTreated)).Select(p => p.Pupil.Name).ToList();
        if (treated.Count > 0) parts.Add(texts.Plain("sig.treated", ("n", treated.Count), ("names", texts.Join(treated))));
        if (row.Signals.Any(s => s.Evidence.Doubt.HasFlag(TriggerDoubt.FewItems))) parts.Add(texts["doubt.thin"]);
        if (row.Signals.Any(s => s.Evidence.Doubt.HasFlag(TriggerDoubt.OldPeriod))) parts.Add(texts["doubt.old"]);
        var wrong = row.Signals.SelectMany(s => s.WrongFor).Distinct().ToList();
        if (wrong.Count > 0) parts.Add(texts.Plain("sig.wrong", ("names", texts.Join(wrong))));
        if (row.Signals.Select(s => s.FollowUp).OfType<Recording.FollowUpFacts>().FirstOrDefault(f => f.EvaluateOn <= moments.Today) is { } due)
            parts.Add(texts.Plain("sig.due", ("date", moments.Day(due.StartsOn)), ("n", due.Exercises), ("time", moments.Duration(due.Seconds))));
        if (row.Signals.All(s => s.Seen)) parts.Add(texts["sig.seen"]);
        return string.Join(" · ", parts.Where(p => p.Length > 0));
    }

    private static string Tools(SignalRow row) => string.Join(", ", row.Tools.Select(t => t.Name));

    private string Counts(SignalRow row)
    {
        var (items, minutes) = (row.Pupils.Select(p => p.Items).ToList(), row.Pupils.Select(p => Moments.Minutes(p.Seconds)).ToList());
        if (items.Max() == 0) return minutes.Max() == 0 ? "" : texts.Plain("sig.minutes", ("minutes", minutes.Max()));
        if (row.Pupils.Count > 1)
            return items.Min() == items.Max() && minutes.Min() == minutes.Max()
                ? texts.Plain("sig.each", ("items", items[0]), ("minutes", minutes[0]))
                : texts.Plain("sig.range", ("a", items.Min()), ("b", items.Max()), ("c", minutes.Min()), ("d", minutes.Max()));
        var signals = row.Pupils[0].Signals;
        return signals.Count == 1 && signals[0].Evidence is { Meaning: ScoreMeaning.ProportionCorrect, Adaptive: false } one
            ? texts.Plain("sig.correct", ("correct", one.Correct), ("items", one.Items), ("minutes", minutes[0]))
            : texts.Plain("sig.items", ("items", items[0]), ("minutes", minutes[0]));
    }

    private string Origin(SignalRow row)
    {
        var fromTools = row.Signals.Where(s => s.Provenance == Provenance.Tool).Select(s => s.ToolId).Distinct().ToList();
        var names = texts.Join([.. row.Tools.Where(t => fromTools.Contains(t.ToolId)).Select(t => t.Name)]);
        return fromTools.Count == 0 ? texts["prov.derived.short"]
            : row.Signals.All(s => s.Provenance == Provenance.Tool) ? texts.Plain("prov.tool", ("tool", names))
            : texts.Plain("prov.both", ("tool", names));
    }

    private IHtmlContent Link(ClassMate pupil) => texts.Html("sig.name", ("name", Anchor($"/g/{groupKey}/l/{pupil.Key}", pupil.Name)));

    private IHtmlContent Goal(SignalRow row) => Anchor(Pages.GroupGoal.GroupGoalModel.AddressOf(groupKey, row.Topic.Key), row.Topic.InSentence);

    internal static IHtmlContent Anchor(string address, string text)
    {
        var a = new Microsoft.AspNetCore.Mvc.Rendering.TagBuilder("a");
        a.Attributes["href"] = address;
        a.InnerHtml.Append(text);
        return a;
    }

    private static IHtmlContent Comma(IEnumerable<IHtmlContent> items)
    {
        var content = new HtmlContentBuilder();
        foreach (var item in items)
        {
            if (content.Count > 0) content.Append(", ");
            content.AppendHtml(item);
        }
        return content;
    }

    /// <summary>"Muiswerk 2 min geleden".</summary>
    public IHtmlContent Fresh(Tools.ToolInSchool tool) => tool.LastDeliveryAt is { } last
        ? texts.Html(tool.Late ? "fresh.late" : "fresh", ("tool", tool.Name), ("when", moments.When(last)))
        : texts.Html("fresh.none", ("tool", tool.Name));
}
