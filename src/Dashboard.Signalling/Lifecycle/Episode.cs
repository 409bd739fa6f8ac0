using System.Security.Cryptography;
using System.Text;
using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>One signal as the fold knows it: raised by one event, perhaps ended by a later one.</summary>
public sealed class Episode
{
    public required int MethodGoal { get; init; }
    public required SignalKind Kind { get; init; }
    public required Provenance Provenance { get; init; }
    /// <summary>The result that raised it.</summary>
    public required Guid EventKey { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
    public required string Rule { get; init; }
    public required string RuleVersion { get; init; }
    public required SignalEvidence Evidence { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }
    public EndReason EndReason { get; private set; }
    /// <summary>A trigger that was withheld never stood: it is kept as withdrawn, with its reason.</summary>
    public SignalState State => EndedAt is null ? SignalState.Raised : EndReason is EndReason.TooThin or EndReason.TooOld ? SignalState.Withdrawn : SignalState.Cleared;
    /// <summary>Came from the table to go on with: of it only its end is ever written. Null: raised by this fold.</summary>
    public Guid? Stored { get; init; }
    /// <summary>Opened or ended by this fold: to be written.</summary>
    public bool Touched { get; set; }

    public void End(DateTimeOffset at, EndReason reason)
    {
        (EndedAt, EndReason, Touched) = (at, reason, true);
    }

    /// <summary>The natural key as an id: the same signal has the same id in every replay.</summary>
    public Guid Id(int school, int pupil)
    {
        var text = string.Join('\u001f', school, pupil, MethodGoal, (int)Kind, (int)Provenance, EventKey);
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true);
    }
}
