using Dashboard.Contracts;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.Lesson;

/// <summary>
/// The weekly message: numbers of pupils per goal and kind, and a link. The same lines stand on the page and in the mail; there is no
/// pupil's name in them, nor anything else of a pupil.
/// </summary>
public sealed record WeekLines(IReadOnlyList<SignalRow> Rows, int LookBack)
{
    public static WeekLines Of(GroupFacts facts, DateOnly today) => new(
        SignalRows.Build(facts, new GroupFilter("week", null, null, false, false), today), facts.FollowUps.Count(f => f.EvaluateOn <= today.AddDays(7)));

    /// <summary>"3 leerlingen lopen vast op klokkijken, hele uren (Muiswerk, Rekentuin)".</summary>
    public static string Line(SignalRow row, TextBook texts) =>
        texts.Plain("week.line." + row.Kind, ("n", row.Pupils.Count), ("goal", row.Topic.InSentence), ("tools", texts.Join([.. row.Tools.Select(t => t.Name)])));

    /// <summary>The whole message as plain text.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="link">Where to read on.</param>
    /// <param name="texts">In the reader's language.</param>
    public string Mail(string group, Uri link, TextBook texts)
    {
        var stuck = Rows.Where(r => r.Kind == SignalKind.Stuck).ToList();
        return string.Join("\r\n", (string[])[
            texts.Plain("week.mail.lead", ("group", group), ("n", Sentences.Pupils(stuck)), ("goals", stuck.Count)), "",
            .. Rows.Where(r => r.Kind != SignalKind.NewProgress).Select(r => "- " + Line(r, texts)),
            texts.Plain("week.lookBack", ("n", LookBack)), "", texts["week.mail.names"], link.ToString(), "", texts["week.mail.off"]]) + "\r\n";
    }
}
