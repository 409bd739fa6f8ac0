using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>
/// A tool's own trigger is first-class, on "sufficient, reliable, recent data" (SI-06, SI-10). What rests on little or on old data is
/// labelled; what rests on nothing, or on a period long gone, is kept with its reason and raises no signal. Never silently.
/// </summary>
public static class TriggerCheck
{
    public const string Rule = "trigger", Version = "1.1";

    /// <summary>Under the least evidence of our own rules: labelled.</summary>
    public const int FewItems = 3;
    /// <summary>The trigger's data end longer before it than this: labelled.</summary>
    public static readonly TimeSpan Old = TimeSpan.FromDays(14);
    /// <summary>Longer than one period: no news any more.</summary>
    public static readonly TimeSpan TooOld = TimeSpan.FromDays(42);

    /// <param name="trigger">What the tool sent.</param>
    /// <param name="at">When the tool raised it.</param>
    /// <returns>What a page says beside it, and why it raises nothing (<see cref="EndReason.None"/>: it does raise).</returns>
    public static (TriggerDoubt Doubt, EndReason Withheld) Of(Trigger trigger, DateTimeOffset at)
    {
        var age = trigger.To is { } to ? at - to : TimeSpan.Zero;
        var doubt = (trigger.Items is null ? TriggerDoubt.UnknownItems : trigger.Items < FewItems ? TriggerDoubt.FewItems : TriggerDoubt.None)
            | (age > Old ? TriggerDoubt.OldPeriod : TriggerDoubt.None);
        return (doubt, trigger.Items <= 0 ? EndReason.TooThin : age > TooOld ? EndReason.TooOld : EndReason.None);
    }
}
