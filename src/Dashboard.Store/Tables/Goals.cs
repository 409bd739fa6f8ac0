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

/// <summary>What a curator did with a change. Carried: the links now stand on the new goal too; Closed: nothing is to be carried over.</summary>
public enum GoalChangeState { Open, Carried, Closed }

/// <summary>How coarse a school looks at a set: its goals, or the headings above them (LD-26).</summary>
public enum Coarseness { Goals, Clusters, Domains }

/// <summary>SKOS relations, read from the method goal: it is exact, close, broader, narrower or related to the goal.</summary>
public enum LinkRelation { Exact, Close, Broad, Narrow, Related }
public enum LinkRole { Practise, Assess }
/// <summary>Only an approved link counts on pages. What the machine suggests is computed on the spot and is no link.</summary>
public enum LinkStatus { Proposed = 1, Approved, Rejected, Stale }
public enum LinkAction { Delivered, Proposed, Approved, Rejected, Imported, Undone, Withdrawn }

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
    /// <summary>A publisher's name, or the key of a member of staff.</summary>
    public string Author { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    /// <summary>First and last day on which the link counts; null: no limit.</summary>
    public DateOnly? ValidFrom { get; set; }
    public DateOnly? ValidUntil { get; set; }

    /// <summary>Counts on pages on this day.</summary>
    public bool Counts(DateOnly day) => Status == LinkStatus.Approved && (ValidFrom is null || ValidFrom <= day) && (ValidUntil is null || day <= ValidUntil);
}

/// <summary>One change of a link: who, what, why. Before null: the link was new; after null: it was taken away.</summary>
public sealed class LinkChange
{
    public long ChangeId { get; set; }
    public DateTimeOffset At { get; set; }
    /// <summary>As <see cref="GoalLink.Author"/>.</summary>
    public string Actor { get; set; } = "";
    public LinkAction Action { get; set; }
    public int MethodGoalId { get; set; }
    public int GoalId { get; set; }
    public int? SchoolId { get; set; }
    public string? Reason { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }
    /// <summary>The change that this one took back.</summary>
    public long? Undoes { get; set; }
}

/// <summary>How many results of a school name a method goal (0: results that name none). Kept by triggers on the results.</summary>
public sealed class MethodGoalUse
{
    public int SchoolId { get; set; }
    public int ToolId { get; set; }
    public int MethodGoalId { get; set; }
    public long Results { get; set; }
}

/// <summary>One of the last changes of what carries results to goals; see <see cref="Kept"/>. Written by triggers.</summary>
public sealed class MapChange
{
    /// <summary>"goals", "tool/12" or "school/7".</summary>
    public string About { get; set; } = "";
    public long Change { get; set; }
}

/// <summary>A linked goal that a new release changed: the curator's review queue. The curator decides about the links for every school.</summary>
public sealed class GoalChange
{
    public int ChangeId { get; set; }
    public int ReleaseId { get; set; }
    /// <summary>The version that is linked.</summary>
    public int GoalId { get; set; }
    public GoalChangeKind Kind { get; set; }
    public string[] NewUris { get; set; } = [];
    public bool SameWords { get; set; }
    public GoalChangeState State { get; set; }
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? Reason { get; set; }
}

/// <summary>What a school decided about its own links to a goal that a release changed.</summary>
public sealed class SchoolGoalReview
{
    public int SchoolId { get; set; }
    public int ChangeId { get; set; }
    /// <summary>Never Open: then there is no row.</summary>
    public GoalChangeState State { get; set; }
    public string DecidedBy { get; set; } = "";
    public DateTimeOffset DecidedAt { get; set; }
    public string Reason { get; set; } = "";
}

/// <summary>Who changed what of a goal, and why: its short name, its kerndoelen, a school's own wording.</summary>
public sealed class GoalEdit
{
    public long EditId { get; set; }
    public string Uri { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public string Actor { get; set; } = "";
    public string Field { get; set; } = "";
    public string? Before { get; set; }
    public string? After { get; set; }
    public string? Reason { get; set; }
}

/// <summary>A curator's coupling of a goal to a kerndoel, where the publisher has none.</summary>
public sealed class GoalKerndoel
{
    public string GoalUri { get; set; } = "";
    public string KerndoelUri { get; set; } = "";
    public LinkRelation Relation { get; set; }
    public string Reason { get; set; } = "";
    public string Author { get; set; } = "";
    public DateTimeOffset At { get; set; }
}

/// <summary>A set that a school works with, perhaps still in an older release. Without any of a kind, all sets of that kind count.</summary>
public sealed class SchoolGoalSet
{
    public int SchoolId { get; set; }
    public int GoalSetId { get; set; }
    /// <summary>Null: always the newest.</summary>
    public int? ReleaseId { get; set; }
    public Coarseness Coarseness { get; set; }
}
