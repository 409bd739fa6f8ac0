using System.Reflection;

namespace Dashboard.Tests.Architecture.Scores;

/// <summary>What a value in the program may come from.</summary>
[Flags]
internal enum Taint
{
    None = 0,

    /// <summary>A score, a rating, an ability or a confidence: on the scale of one tool.</summary>
    Score = 1,

    /// <summary>A number of correct answers: with the items it is a score.</summary>
    Correct = 2,
    All = Score | Correct,
}

/// <summary>One place that holds a value: a local, a field, a parameter, an entry of the stack. Only ever grows. Shared: seen by more than one method.</summary>
internal sealed class Cell(Taint bits = Taint.None, MethodBase? target = null, bool shared = false)
{
    public Taint Bits { get; private set; } = bits;

    /// <summary>The method that a delegate or a piece of an expression tree stands for.</summary>
    public MethodBase? Target { get; private set; } = target;

    /// <summary>True when this is news to other methods.</summary>
    public bool Add(Taint bits, MethodBase? target = null)
    {
        var isNew = shared && ((Bits | bits) != Bits || (Target is null && target is not null));
        Bits |= bits;
        Target ??= target;
        return isNew;
    }

    /// <summary>A known whole number: the index of what follows.</summary>
    public int? Number { get; init; }

    /// <summary>What an array holds at known places.</summary>
    public Dictionary<int, Cell> Items { get; } = [];

    public Cell Joined(Cell other) => new(Bits | other.Bits, Target ?? other.Target);
}

/// <summary>Which types can hold a number that came from a score.</summary>
internal static class Carry
{
    /// <summary>Straight into a variable of this type: any number will do.</summary>
    public static Taint Direct(Type type) => IsWhole(Bare(type)) || IsReal(Bare(type)) ? Taint.All : Through(type);

    /// <summary>Out of a call that was given a score: a real number may be it, a whole one is taken for a count, text and yes-or-no are not.</summary>
    public static Taint Through(Type type)
    {
        type = Bare(type);
        if (IsReal(type)) return Taint.All;
        if (IsWhole(type)) return Taint.Correct;
        if (type.IsGenericParameter) return Taint.All;
        if (type.HasElementType) return Through(type.GetElementType()!);
        if (type.Namespace is "System.Linq.Expressions" or "System.Reflection") return Taint.All;
        return type.IsGenericType ? type.GetGenericArguments().Aggregate(Taint.None, (bits, part) => bits | Through(part)) : Taint.None;
    }

    private static Type Bare(Type type)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    public static bool IsReal(Type type) => Bare(type) is var bare && (bare == typeof(float) || bare == typeof(double) || bare == typeof(decimal));

    private static bool IsWhole(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;
}
