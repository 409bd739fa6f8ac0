using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

public enum Verdict { None, Raise, Clear }

/// <summary>
/// One derived signal rule: pure, versioned, with its parameters in the open. Judges one pupil on one method goal of one tool
/// after an event; it never sees another tool, pupil or school. docs/signals.md explains each one.
/// </summary>
/// <param name="Id">Stored with each signal.</param>
/// <param name="Version">Raised whenever the outcome can differ.</param>
/// <param name="Kind">What it raises.</param>
/// <param name="Flag">The mark in the state while its signal stands.</param>
/// <param name="Judge">The rule itself, with the values of its parameters that are in force.</param>
/// <param name="Parameters">Stored with each signal; some of them a school may change.</param>
public sealed record Rule(string Id, string Version, SignalKind Kind, GoalFlags Flag, Func<Look, IReadOnlyDictionary<string, double>, Verdict> Judge, params Parameter[] Parameters);

/// <summary>A number that a rule depends on.</summary>
/// <param name="Name">Unique within the rule.</param>
/// <param name="Value">As published.</param>
/// <param name="Min">A school may choose from here, inclusive.</param>
/// <param name="Max">To here, inclusive. Equal to <paramref name="Min"/>: fixed.</param>
/// <param name="Step">In steps of this.</param>
public sealed record Parameter(string Name, double Value, double Min, double Max, double Step)
{
    public Parameter(string name, double value) : this(name, value, value, value, 0) { }

    public bool Adjustable => Max > Min;
}

/// <summary>What a rule may look at: the goal's state after the event, the pupil's expectation, and the event's evidence.</summary>
/// <param name="State">Counts on this method goal.</param>
/// <param name="Evidence">What the event said; its meaning decides which rules apply.</param>
/// <param name="Expected">Share right on this goal that the pupil's ability in this domain of this tool lets expect, after the event, 0..1.</param>
/// <param name="Profile">The tool's profile.</param>
/// <param name="Target">Share right that is enough for this pupil in this domain (streefniveau), 0..1.</param>
public sealed record Look(GoalState State, Evidence Evidence, double Expected, ToolProfile Profile, double Target = TargetShare.Standard)
{
    /// <summary>Share right on this goal, pulled towards the expectation by <see cref="Model.PriorWeight"/> items (signals research §4).</summary>
    public double Mean => (Model.PriorWeight * Expected + State.A) / (Model.PriorWeight + State.A + State.B);

    /// <summary>How much better than was expected when the goal began (signals research §4). 0 without answers.</summary>
    public double Surprise => State.ExpectedAtStart is { } start ? Mean - start : 0;

    public double Deviation => Math.Sqrt(Mean * (1 - Mean) / (Model.PriorWeight + State.A + State.B + 1));

    public bool Has(GoalFlags flag) => (State.Flags & flag) != 0;
}

/// <summary>The published constants of the S6 model.</summary>
public static class Model
{
    /// <summary>Share right on a goal nobody has practised yet (shipped difficulty, before a school's first release).</summary>
    public const double DefaultEase = 0.70;
    public const double PriorWeight = 4.0;
    public const double Decay = 0.80;
    public const double AbilityStep = 0.40;
    public const double AbilityDamping = 0.05;
    public const double AbilityCap = 2000;
    public const double GapSlope = 0.15;
    private const double EaseWeight = 20;

    /// <summary>Difficulty of a goal with few results is pulled towards the shipped constant by 20 items (signals research §4).</summary>
    /// <param name="items">First items of each pupil.</param>
    /// <param name="success">Of those, right.</param>
    /// <returns>Share right, 0..1.</returns>
    public static double Shrunk(double items, double success) => (success + EaseWeight * DefaultEase) / (items + EaseWeight);

    public static double Logit(double p)
    {
        var q = Math.Clamp(p, 1e-4, 1 - 1e-4);
        return Math.Log(q / (1 - q));
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-Math.Clamp(x, -30, 30)));
}
