using Dashboard.Signalling.Rules;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Fold;

/// <summary>
/// Everything besides results that the fold of one tool at one school depends on. All of it is dated, and an event is judged by what
/// was in force when it was taken: so what is decided later leaves history as it was.
/// </summary>
/// <param name="Profile">How to read the tool's scores.</param>
public sealed record FoldSettings(ToolProfile Profile)
{
    /// <summary>The school's choices, the oldest first; before the first: as shipped.</summary>
    public IReadOnlyList<RuleChoice> Choices { get; init; } = [];

    /// <summary>Difficulty releases, the oldest first; before the first: <see cref="Model.DefaultEase"/> for every goal.</summary>
    public IReadOnlyList<EaseRelease> Releases { get; init; } = [];

    /// <summary>Streefniveaus of one pupil, the oldest first in each domain.</summary>
    public IReadOnlyList<TargetSince> Targets { get; init; } = [];

    public RuleChoice ChoiceAt(DateTimeOffset at) => Dated.At(Choices, c => c.From, at) ?? RuleChoice.Shipped;

    /// <summary>Share right of a method goal by the release in force, 0..1.</summary>
    public double EaseAt(DateTimeOffset at, int methodGoal) => Dated.At(Releases, r => r.From, at)?.Ease(methodGoal) ?? Model.DefaultEase;

    /// <summary>The teacher's streefniveau in force; null when there is none.</summary>
    public TargetLevelKind? TargetAt(DateTimeOffset at, string domain)
    {
        if (Targets.Count == 0) return null;
        TargetSince? found = null;
        foreach (var target in Targets)
            if (target.From <= at && target.Domain == domain) found = target;
        return found?.Level;
    }

    /// <summary>The first moment after <paramref name="after"/>, up to and with <paramref name="until"/>, from which nothing was derived; null: none.</summary>
    public DateTimeOffset? SwitchedOff(DateTimeOffset after, DateTimeOffset until)
    {
        foreach (var choice in Choices)
            if (!choice.Derived && choice.From > after && choice.From <= until) return choice.From;
        return null;
    }
}

/// <summary>A streefniveau from a moment on. Level null: back to none.</summary>
public sealed record TargetSince(DateTimeOffset From, string Domain, TargetLevelKind? Level);

/// <summary>A difficulty release from a moment on.</summary>
/// <param name="From">When it came into force.</param>
/// <param name="Ease">Share right per method goal, 0..1; null for a goal with too few results.</param>
public sealed record EaseRelease(DateTimeOffset From, Func<int, double?> Ease);

internal static class Dated
{
    /// <summary>The last one that began at or before the moment.</summary>
    public static T? At<T>(IReadOnlyList<T> oldestFirst, Func<T, DateTimeOffset> from, DateTimeOffset at) where T : class
    {
        for (var i = oldestFirst.Count - 1; i >= 0; i--)
            if (from(oldestFirst[i]) <= at) return oldestFirst[i];
        return null;
    }
}
