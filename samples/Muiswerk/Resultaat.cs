using System.Globalization;
using System.Xml.Linq;
using Dashboard.Samples.Classroom;

namespace Dashboard.Samples.Muiswerk;

/// <summary>
/// One resultaat. Short language series go as a plain score with norms; series in arithmetic as osoresultaat with counts and
/// time; and as soon as there is more to say (explanation, a trigger) as our anderresultaat around that osoresultaat.
/// </summary>
internal static class Resultaat
{
    public static XElement Write(Exercise exercise, string report)
    {
        var (test, part) = Uwlr.Split(exercise.Goal);
        return new XElement(Uwlr.Lr + "resultaat",
            new XAttribute("key", $"mw-{exercise.Attempt}-{exercise.Sequence}"),
            new XElement(Uwlr.Lr + "afnamedatum", Day(exercise)),
            new XElement(Uwlr.Lr + "toetscode", test),
            new XElement(Uwlr.Lr + "toetsonderdeelcode", part),
            Score(exercise),
            new XElement(Uwlr.Lr + "infourl", report));
    }

    private static XElement Score(Exercise exercise)
    {
        if (exercise.ExplanationSeconds > 0 || exercise.Cue is not null) return Own(exercise);
        return Toetsen.HasNorms(exercise.Goal) && exercise.Items == Toetsen.NormedItems ? new XElement(Uwlr.Lr + "score", exercise.Correct) : new XElement(Uwlr.Lr + "osoresultaat", Counts(exercise));
    }

    private static XElement Counts(Exercise exercise) => new(Uwlr.Oso + "toetsscore",
        new XElement(Uwlr.Oso + "aantalopgaven", exercise.Items),
        new XElement(Uwlr.Oso + "aantalgoed", exercise.Correct),
        new XElement(Uwlr.Oso + "aantalfout", exercise.Items - exercise.Correct),
        new XElement(Uwlr.Oso + "tijd", exercise.Seconds));

    private static XElement Own(Exercise exercise) => new(Uwlr.Lr + "anderresultaat",
        new XAttribute(XNamespace.Xmlns + "u", Uwlr.Own),
        new XAttribute(Uwlr.Xsi + "type", Uwlr.OwnType),
        new XElement(Uwlr.Own + "osoresultaat", Counts(exercise)),
        new XElement(Uwlr.Own + "originKind", "practice"),
        new XElement(Uwlr.Own + "explanationMinutes", (exercise.ExplanationSeconds / 60.0).ToString(CultureInfo.InvariantCulture)),
        new XElement(Uwlr.Own + "context",
            new XElement(Uwlr.Own + "key", "series"),
            new XElement(Uwlr.Own + "label", "Serie"),
            new XElement(Uwlr.Own + "value", exercise.Name)),
        exercise.Cue is { } cue
            ? new XElement(Uwlr.Own + "trigger",
                new XElement(Uwlr.Own + "kind", cue.Kind),
                new XElement(Uwlr.Own + "reasonText", cue.Text),
                cue.Reason is null ? null : new XElement(Uwlr.Own + "reasonCode", cue.Reason),
                new XElement(Uwlr.Own + "adaptive", false))
            : null);

    private static string Day(Exercise exercise) => Classroom.PracticeDay.Of(exercise.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
