using Dashboard.Contracts;
using Dashboard.Schools.Calendar;

namespace Dashboard.Publishers.Extension;

/// <summary>Puts an extension block on a result. What the standard's own fields say already, stays.</summary>
/// <param name="defaultTrigger">What a trigger without a kind means (from the tool's profile).</param>
/// <param name="unknownTerm">Called with field and message for a term outside its list.</param>
/// <param name="invalid">Called with field and message for a value that cannot be.</param>
public sealed class BlockReading(SignalKind defaultTrigger, Action<string, string> unknownTerm, Action<string, string> invalid)
{
    private const int MostItems = 1_000_000;

    public void Apply(DashboardBlock? block, Result result)
    {
        if (block is null) return;
        result.Origin = Term(block.OriginKind, "originKind", result.Origin);
        result.Modus = block.Modus ?? result.Modus;
        result.Effort = block.Effort ?? result.Effort;
        result.Items ??= Count(block.Items, "items");
        result.Correct ??= Count(block.Correct, "correct");
        result.Seconds ??= Seconds(block.Minutes, "minutes");
        result.ExplanationSeconds ??= Seconds(block.ExplanationMinutes, "explanationMinutes");
        result.Context = Context(block.Context) ?? result.Context;
        var goals = new NamedGoals(block.Goals);
        result.GoalCodes = goals.Codes ?? result.GoalCodes;
        result.GoalUris = goals.Uris ?? result.GoalUris;
        result.Trigger = Trigger(block.Trigger) ?? result.Trigger;
    }

    /// <returns>Null when there is none, or when its kind is not one of the three.</returns>
    public Trigger? Trigger(DashboardTrigger? trigger)
    {
        if (trigger is null) return null;
        if (trigger.Kind is not null && Parse<SignalKind>(trigger.Kind) is null)
        {
            unknownTerm("trigger/kind", "Een aanleiding is NewProgress, Stuck of FastProgress; een ander soort is er niet.");
            return null;
        }
        var reason = Term(trigger.ReasonCode, "trigger/reasonCode", TriggerReason.Unknown);
        // "Not offered yet" and "on a harder level" without a kind explain an empty place; they ask no attention. (SI-35)
        var silent = reason is TriggerReason.NotOffered or TriggerReason.HarderLevel;
        return new Trigger
        {
            Kind = Parse<SignalKind>(trigger.Kind) ?? (silent ? null : defaultTrigger),
            ReasonText = trigger.ReasonText,
            Reason = reason,
            Items = Count(trigger.Items, "trigger/items"),
            From = Moment(trigger.From, "trigger/from"),
            To = Moment(trigger.To, "trigger/to"),
            Adaptive = trigger.Adaptive,
            TargetLevelUsed = trigger.TargetLevelUsed,
        };
    }

    private List<ContextItem>? Context(List<ContextItem>? items)
    {
        if (items is null) return null;
        if (items.Exists(i => string.IsNullOrWhiteSpace(i.Key))) invalid("context/key", "Elk stuk contextinformatie heeft een vaste sleutel (key).");
        return items.Where(i => !string.IsNullOrWhiteSpace(i.Key)).ToList() is { Count: > 0 } kept ? kept : null;
    }

    private T Term<T>(string? text, string field, T otherwise) where T : struct, Enum
    {
        if (text is null) return otherwise;
        if (Parse<T>(text) is { } term) return term;
        unknownTerm(field, $"De term staat niet in de lijst: {string.Join(", ", Enum.GetNames<T>())}.");
        return otherwise;
    }

    private static T? Parse<T>(string? text) where T : struct, Enum =>
        text is not null && text.All(char.IsLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var term) ? term : null;

    private int? Count(double? number, string field)
    {
        if (number is null) return null;
        if (number is >= 0 and <= MostItems && double.IsInteger(number.Value)) return (int)number;
        invalid(field, "Dit is een heel getal van 0 of meer.");
        return null;
    }

    private int? Seconds(double? minutes, string field)
    {
        if (minutes is null) return null;
        if (minutes is >= 0 and <= MostItems) return (int)Math.Round(minutes.Value * 60);
        invalid(field, "Minuten zijn een getal van 0 of meer.");
        return null;
    }

    private DateTimeOffset? Moment(string? text, string field)
    {
        var moment = WrittenTime.Instant(text);
        if (text is not null && moment is null) invalid(field, "Dit is geen datum of tijdstip (ISO 8601).");
        return moment;
    }
}
