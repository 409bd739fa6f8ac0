using Dashboard.Contracts;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.Start;

/// <summary>One group for who sees them all: numbers of pupils per kind of signal, never of scores, and nothing to rank groups by.</summary>
/// <param name="Facts">Of the group.</param>
/// <param name="Rows">Its lines of the last seven days.</param>
/// <param name="Today">In the school's time zone.</param>
public sealed record GroupAtAGlance(GroupFacts Facts, IReadOnlyList<SignalRow> Rows, DateOnly Today)
{
    public int Pupils(SignalKind kind) => Sentences.Pupils(Rows.Where(r => r.Kind == kind));

    /// <summary>Lines of stuck pupils about whom nothing was agreed. Lines with a running follow-up are not in Rows: they are silent.</summary>
    public IReadOnlyList<SignalRow> WithoutFollowUp => [.. Rows.Where(r => r.Kind == SignalKind.Stuck && r.Signals.Any(s => s.FollowUp is null))];

    public int StuckWithoutFollowUp => Sentences.Pupils(WithoutFollowUp);

    /// <summary>Follow-ups whose day of looking back has come.</summary>
    public int Due => Facts.FollowUps.Count(f => f.EvaluateOn <= Today);
}
