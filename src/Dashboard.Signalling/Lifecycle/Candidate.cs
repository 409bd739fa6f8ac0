using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>Why a signal is looked at: it is new, it still stands and there was more practice, or the day of looking back has come.</summary>
public enum Occasion { New, Again, Returned }

/// <summary>A signal that may be put before the teachers of a pupil's groups.</summary>
public sealed record Candidate(int School, int Pupil, Guid Signal, int MethodGoal, SignalKind Kind, Provenance Provenance, DateTimeOffset RaisedAt)
{
    public Occasion Occasion { get; init; } = Occasion.New;
    /// <summary>It came and went in one batch: history.</summary>
    public bool Ended { get; init; }
    /// <summary>What the pupil has done on the goal in this run of practice, and since when.</summary>
    public int Items { get; init; }
    public int Correct { get; init; }
    public DateTimeOffset From { get; init; }
    /// <summary>Of the pupil on this goal now, 0..1; null: the tool counts no answers.</summary>
    public float? Risk { get; init; }
}

/// <summary>What was put before a group about a pupil on a method goal, the last time.</summary>
/// <param name="OnDay">The day.</param>
/// <param name="Items">Items that the pupil had done by then.</param>
/// <param name="Risk">The risk by then, 0..1; null: unknown.</param>
public sealed record LastTold(DateOnly OnDay, int Items, float? Risk);

/// <summary>What the log and the signals say about one group at this moment, as far as the candidates need it.</summary>
public sealed class GroupStanding
{
    public required int School { get; init; }
    public required int Group { get; init; }
    /// <summary>Pupils in the group.</summary>
    public int Size { get; set; }
    public HashSet<int> Pupils { get; } = [];
    /// <summary>"Loopt vast" pushed today, group notices included.</summary>
    public int PushedToday { get; set; }
    public Dictionary<(int Pupil, int MethodGoal), LastTold> Told { get; } = [];
    /// <summary>Pupils with an open "loopt vast", by topic.</summary>
    public Dictionary<string, HashSet<int>> Stuck { get; } = [];
    /// <summary>Pupils on goals above the streefniveau that a teacher set for them.</summary>
    public HashSet<(int Pupil, int MethodGoal)> AboveTarget { get; } = [];
    /// <summary>When the group was last told, as one, about a topic; and whether it was today, in whatever way.</summary>
    public Dictionary<string, DateOnly> GroupPushed { get; } = [];
    public HashSet<string> GroupToday { get; } = [];
}

/// <summary>All that a decision needs. Read in one go, changed by nothing but the decision itself.</summary>
public sealed class Standing
{
    public List<GroupStanding> Groups { get; } = [];
    /// <summary>The topic of a method goal at a school: the learning goal that it fits best, else the tool's own goal.</summary>
    public Dictionary<(int School, int MethodGoal), string> Topics { get; } = [];
    /// <summary>Follow-ups that run today: until when.</summary>
    public Dictionary<(int School, int Pupil, int MethodGoal), DateOnly> Quiet { get; } = [];
    /// <summary>The last day on which a teacher said "afgehandeld" or "klopt niet" about a pupil on a method goal.</summary>
    public Dictionary<(int School, int Pupil, int MethodGoal), DateOnly> Answered { get; } = [];

    public string TopicOf(int school, int methodGoal) => Topics.GetValueOrDefault((school, methodGoal)) ?? "m" + methodGoal;
}
