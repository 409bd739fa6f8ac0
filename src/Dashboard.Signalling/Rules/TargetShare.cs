using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>
/// What a streefniveau means to the rules: the share right that is enough for this pupil (signals research §4). It moves the bar
/// of "loopt vast" and "nieuwe voortgang" for this pupil and says nothing about the goal. (SI-30, SI-32, SI-34)
/// </summary>
public static class TargetShare
{
    public const double Standard = 0.70;

    public static double Of(TargetLevelKind? level) => level switch
    {
        TargetLevelKind.Basic => 0.60,
        TargetLevelKind.Plus => 0.80,
        _ => Standard,
    };

    /// <summary>How far the bar moves, in logits; 0 at the standard level.</summary>
    public static double Shift(double target) => Model.Logit(target) - Model.Logit(Standard);
}
