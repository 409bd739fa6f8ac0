using Dashboard.Signalling.Lifecycle;
using Dashboard.Web.Recording;
using Dashboard.Web.States;

namespace Dashboard.Web.Pages.Pupil;

/// <summary>One thing that happened: a signal, its end, or what a teacher recorded. Exactly one of them is set.</summary>
public sealed record HistoryLine(DateTimeOffset At)
{
    public SignalFacts? Signal { get; init; }
    /// <summary>The signal's end instead of its beginning: withdrawn, with its reason.</summary>
    public bool Ended { get; init; }
    public MarkFacts? Mark { get; init; }
    /// <summary>An answer, with <see cref="About"/> its signal.</summary>
    public ReactionFacts? Answer { get; init; }
    public SignalFacts? About { get; init; }
    public FollowUpFacts? FollowUp { get; init; }
    public NoteFacts? Note { get; init; }

    private const int Most = 16;

    /// <summary>The newest first. That a teacher looked is nobody's business here.</summary>
    public static IEnumerable<HistoryLine> Of(PupilFacts facts) =>
        facts.Signals.Select(s => new HistoryLine(s.RaisedAt) { Signal = s })
            .Concat(facts.Signals.Where(s => s.State == SignalState.Withdrawn).Select(s => new HistoryLine(s.EndedAt ?? s.RaisedAt) { Signal = s, Ended = true }))
            .Concat(facts.Marks.Where(m => m.PupilId == facts.Pupil.PupilId).Select(m => new HistoryLine(m.At) { Mark = m }))
            .Concat(facts.Signals.SelectMany(s => s.Answers.Where(a => a.Kind != ReactionKind.Seen).Select(a => new HistoryLine(a.At) { Answer = a, About = s })))
            .Concat(facts.FollowUps.Select(f => new HistoryLine(f.EndedAt ?? f.At) { FollowUp = f }))
            .Concat(facts.Notes.Select(n => new HistoryLine(n.At) { Note = n }))
            .OrderByDescending(l => l.At).Take(Most);

    /// <summary>Whether this reader may take it back.</summary>
    public bool MayUndo(int me, DateTimeOffset now) => now - At <= Reactions.UndoFor && (Mark?.StaffId == me || Note?.StaffId == me || Answer?.StaffId == me || Answer?.Kind == ReactionKind.Handled || (FollowUp is { EndedAt: null } running && running.StaffId == me));
}
