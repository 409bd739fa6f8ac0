namespace Dashboard.Store.Tables;

public enum GoalKind { Subject, Domain, Cluster, Goal, Kerndoel }

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
    public int? SchoolId { get; set; }
}

public sealed class GoalSetRelease
{
    public int ReleaseId { get; set; }
    public int GoalSetId { get; set; }
    public string Version { get; set; } = "";
    public DateOnly? ReleasedOn { get; set; }
    public DateTimeOffset ImportedAt { get; set; }
}

/// <summary>One immutable version of a goal: (release, uri).</summary>
public sealed class Goal
{
    public int GoalId { get; set; }
    public int ReleaseId { get; set; }
    /// <summary>The uuid in our URLs; for SLO the last segment of the uri.</summary>
    public Guid Key { get; set; }
    public string Uri { get; set; } = "";
    public GoalKind Kind { get; set; }
    public int? ParentId { get; set; }
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
