namespace Dashboard.Store.Tables;

/// <summary>Headings (subject, domain, cluster), goals, kerndoelen, and what is said under a goal: its parts and examples.</summary>
public enum GoalKind { Subject, Domain, Cluster, Goal, Kerndoel, Part, Example }

/// <summary>What a school uses a set for: its goals of every day, the kerndoelen above them, or neither.</summary>
public enum GoalSetKind { Goals, Kerndoelen, Other }

/// <summary>How fine a level is: one groep, a few together, or a whole sector.</summary>
public enum Granularity { Leerjaar, Fase, Sector, Other }

/// <summary>How sure it is that a text belongs to an address: as published; rebuilt by us from the order of the files; rebuilt, and confirmed by a recorded answer of the publisher.</summary>
public enum Confirmation { Published, Reconstructed, Confirmed }

/// <summary>What a new release did to a goal of the old one.</summary>
public enum GoalChangeKind { TextChanged, Replaced, Split, Merged, Gone }

/// <summary>SKOS relations, read from the method goal: it is exact, close, broader, narrower or related to the goal.</summary>
public enum LinkRelation { Exact, Close, Broad, Narrow, Related }
public enum LinkRole { Practise, Assess }
public enum LinkStatus { Suggested, Proposed, Approved, Rejected, Stale }

public sealed class GoalSet
{
    public int GoalSetId { get; set; }
    public string Key { get; set; } = "";
    public string Title { get; set; } = "";
    /// <summary>Shown with every goal: "richtinggevend, geen wettelijke status".</summary>
    public string Status { get; set; } = "";
    public string? Licence { get; set; }
    public string? Attribution { get; set; }
    /// <summary>The school whose own set it is; null: anyone's.</summary>
    public int? SchoolId { get; set; }
    public GoalSetKind Kind { get; set; }
    public string? LicenceUrl { get; set; }
}

public sealed class GoalSetRelease
{
    public int ReleaseId { get; set; }
    public int GoalSetId { get; set; }
    public string Version { get; set; } = "";
    public DateOnly? ReleasedOn { get; set; }
    public DateTimeOffset ImportedAt { get; set; }
    public string? CommitId { get; set; }
    /// <summary>Of everything in it: the same again is no new release.</summary>
    public byte[] Fingerprint { get; set; } = [];
}

/// <summary>A level: a set of groepen, with where that is known from.</summary>
public sealed class GoalLevel
{
    public Guid Key { get; set; }
    public string Title { get; set; } = "";
    public Granularity Granularity { get; set; }
    public short[] Groepen { get; set; } = [];
    public string Source { get; set; } = "";
}

/// <summary>A release has this version of the goal.</summary>
public sealed class GoalInRelease
{
    public int ReleaseId { get; set; }
    public int GoalId { get; set; }
}

/// <summary>A goal may stand under several parents; it counts once.</summary>
public sealed class GoalParent
{
    public int GoalId { get; set; }
    public int ParentId { get; set; }
    public int Position { get; set; }
}

/// <summary>The old address was replaced by the new one; several rows: split.</summary>
public sealed class GoalSuccessor
{
    public string OldUri { get; set; } = "";
    public string NewUri { get; set; } = "";
}

/// <summary>
/// One immutable version of a goal: (release that had it first, uri), with a hash of its wording and level. A release that changes
/// nothing about a goal has the same version. Its place, status and kerndoelen are as in the newest release that has it.
/// </summary>
public sealed class Goal
{
    public int GoalId { get; set; }
    public int ReleaseId { get; set; }
    /// <summary>The uuid in our URLs; for SLO the last segment of the uri.</summary>
    public Guid Key { get; set; }
    public string Uri { get; set; } = "";
    public GoalKind Kind { get; set; }
    public string? Code { get; set; }
    public string Title { get; set; } = "";
    /// <summary>At most 40 characters, by a curator; never shown as the words of SLO.</summary>
    public string? ShortName { get; set; }
    public string Subject { get; set; } = "";
    public string? Domain { get; set; }
    public string? Level { get; set; }
    public short[] Groepen { get; set; } = [];
    public string[] Kerndoelen { get; set; } = [];
    /// <summary>Named parts, where the goal has them ("analoge klok", "digitale klok").</summary>
    public string[] Parts { get; set; } = [];
    public int Position { get; set; }
    public byte[] ContentHash { get; set; } = [];
    /// <summary>The publisher's word for what it is: "doelniveau", "fo_doelzin".</summary>
    public string Type { get; set; } = "";
    public string? Description { get; set; }
    /// <summary>Null: as the set's.</summary>
    public string? Status { get; set; }
    /// <summary>Keys of <see cref="GoalLevel"/>.</summary>
    public Guid[] Levels { get; set; } = [];
    public Granularity? Granularity { get; set; }
    public Confirmation Confirmation { get; set; }
    public bool Deprecated { get; set; }
}

/// <summary>The goal as the publisher words it. Described: false for a code seen in a message only.</summary>
public sealed class MethodGoal
{
    public int MethodGoalId { get; set; }
    public int ToolId { get; set; }
    public string Code { get; set; } = "";
    public string? Version { get; set; }
    public string Title { get; set; } = "";
    public string? Description { get; set; }
    public string? Subject { get; set; }
    public string Domain { get; set; } = "";
    public string? Level { get; set; }
    public string[] Exercises { get; set; } = [];
    public bool Described { get; set; }
}

/// <summary>Method goal ↔ goal. School null: product-wide.</summary>
public sealed class GoalLink
{
    public int LinkId { get; set; }
    public int MethodGoalId { get; set; }
    public int GoalId { get; set; }
    public int? SchoolId { get; set; }
    public LinkRelation Relation { get; set; }
    public short? Parts { get; set; }
    public short? OfParts { get; set; }
    public string[] PartNames { get; set; } = [];
    public LinkRole Role { get; set; }
    public LinkStatus Status { get; set; }
    public string? Reason { get; set; }
    public string Author { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
}
