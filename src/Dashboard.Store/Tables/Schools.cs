namespace Dashboard.Store.Tables;

public enum Role { Teacher, InternBegeleider, Administrator, BoardViewer, PublisherStaff, Curator, Operator }
public enum FeedState { Off, On, Requested, WaitingForPublisher, ReadyToSign }
public enum AliasKind { EckId, LasKey, UserName, PublisherKey }

public sealed class School
{
    public int SchoolId { get; set; }
    public string Key { get; set; } = "";
    public string? Brin { get; set; }
    public string Dependance { get; set; } = "00";
    public string Name { get; set; } = "";
    public bool IsSample { get; set; }
    public HolidayRegion Region { get; set; } = HolidayRegion.Middle;

    /// <summary>The publisher that this invented school is for, to try its messages on; null for a real school.</summary>
    public int? SandboxOf { get; set; }
}

/// <summary>Raised by every change of schools, publishers, tools, clients and feed keys.</summary>
public sealed class DirectoryVersion
{
    public bool OnlyRow { get; set; }
    public long Version { get; set; }
}

/// <summary>Which school a user name belongs to: read before any school is in scope.</summary>
public sealed class Login
{
    public string UserName { get; set; } = "";
    public int SchoolId { get; set; }
    public int StaffId { get; set; }
}

public sealed class DataProtectionKey
{
    public string Name { get; set; } = "";
    public string Xml { get; set; } = "";
}

public sealed class Pupil
{
    public int SchoolId { get; set; }
    public int PupilId { get; set; }
    public Guid Key { get; set; }
    /// <summary>First day on which the pupil is no longer there; may lie ahead (the end of a school year).</summary>
    public DateOnly? LeftOn { get; set; }
}

/// <summary>The roster: the only place with names.</summary>
public sealed class PupilName
{
    public int SchoolId { get; set; }
    public int PupilId { get; set; }
    public string GivenName { get; set; } = "";
    public string? Prefix { get; set; }
    public string? FamilyName { get; set; }
}

/// <summary>An outside name of a pupil (ECK iD, LAS key): keyed hash to find, encrypted value to show.</summary>
public sealed class PupilAlias
{
    public int SchoolId { get; set; }
    public AliasKind Kind { get; set; }
    public byte[] Hash { get; set; } = [];
    public int PupilId { get; set; }
    public byte[] Value { get; set; } = [];
    public DateTimeOffset ValidFrom { get; set; }
    public DateTimeOffset? ValidUntil { get; set; }
    /// <summary>Whose name for the pupil it is; null: the administration's.</summary>
    public int? PublisherId { get; set; }
    /// <summary>Who said so by hand (a staff key), or "alias-file"; null: the roster.</summary>
    public string? MatchedBy { get; set; }
}

public sealed class SchoolGroup
{
    public int SchoolId { get; set; }
    public int GroupId { get; set; }
    /// <summary>In URLs: random, but "groep-5" in the sample school.</summary>
    public string Key { get; set; } = "";
    public string LasKey { get; set; } = "";
    public string Name { get; set; } = "";
    public string YearGroup { get; set; } = "";
    public bool Composite { get; set; }
    public short SchoolYear { get; set; }
    /// <summary>Since when the administration does not have it any more; null: it does.</summary>
    public DateOnly? EndedOn { get; set; }
}

public sealed class Membership
{
    public int SchoolId { get; set; }
    public int GroupId { get; set; }
    public int PupilId { get; set; }
    /// <summary>The pupil's own jaargroep in a combination or composite group; null: that of the group.</summary>
    public string? YearGroup { get; set; }
}

public sealed class GroupVersionRow
{
    public int SchoolId { get; set; }
    public int GroupId { get; set; }
    public long Version { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

public sealed class Staff
{
    public int SchoolId { get; set; }
    public int StaffId { get; set; }
    public Guid Key { get; set; }
    public string UserName { get; set; } = "";
    public string? LasKey { get; set; }
    public string DisplayName { get; set; } = "";
    public Role Role { get; set; }
    public string? PasswordHash { get; set; }
    public bool IsSample { get; set; }
    public int? PublisherId { get; set; }
    public string Language { get; set; } = "nl";
    public string Theme { get; set; } = "system";
    public int FailedAttempts { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    /// <summary>Since when she may not sign in any more.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
    /// <summary>RFC 6238, sealed under the school's key; counts once it is confirmed.</summary>
    public byte[]? TotpSecret { get; set; }
    public DateTimeOffset? TotpConfirmedAt { get; set; }
    /// <summary>The time step of the last code that was taken: a code is good once.</summary>
    public long TotpLastStep { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
}

/// <summary>This member of staff may see this group; <see cref="Until"/> for a substitute.</summary>
public sealed class Assignment
{
    public int SchoolId { get; set; }
    public int StaffId { get; set; }
    public int GroupId { get; set; }
    public DateOnly? Until { get; set; }
}

/// <summary>One tool's data stream into one school. Nothing flows before it is on.</summary>
public sealed class Feed
{
    public int SchoolId { get; set; }
    public int ToolId { get; set; }
    public FeedState State { get; set; }
    public DateTimeOffset Since { get; set; }
    public bool Progress { get; set; }
    public int LateAfterHours { get; set; }
    public DateTimeOffset? LastDeliveryAt { get; set; }
    /// <summary>False: results of an earlier school year wait until the school allows them (CI-18).</summary>
    public bool PreviousYears { get; set; } = true;
    /// <summary>Terugstuuroptie, -2 to 2; null: no filter (CI-06).</summary>
    public short? LevelFilter { get; set; }
    /// <summary>Only pupils of the groups in <see cref="FeedGroup"/>, also when none of those is left.</summary>
    public bool OnlyGroups { get; set; }
    /// <summary>First day of which results are taken; null: no such day.</summary>
    public DateOnly? ResultsFrom { get; set; }
    /// <summary>Reference of the processing agreement (RE-04).</summary>
    public string? Agreement { get; set; }
    public string? SupportContact { get; set; }
    /// <summary>Day of the processing agreement.</summary>
    public DateOnly? AgreementOn { get; set; }
    /// <summary>Who signed it for the school.</summary>
    public string? AgreementBy { get; set; }
    /// <summary>The tool's own triggers come in beside its results.</summary>
    public bool TakesTriggers { get; set; } = true;
    public DateTimeOffset? RequestedAt { get; set; }
    /// <summary>The onboarding form as filled in, JSON.</summary>
    public string? Request { get; set; }
}

/// <summary>A group that a feed may bring results of, when the school limits it.</summary>
public sealed class FeedGroup
{
    public int SchoolId { get; set; }
    public int ToolId { get; set; }
    public int GroupId { get; set; }
}

/// <summary>How a feed is fetched, and how far it came.</summary>
public sealed class Pull
{
    public int SchoolId { get; set; }
    public int ToolId { get; set; }
    public string Address { get; set; } = "";
    /// <summary>What it signs in with, under the school's key.</summary>
    public byte[]? Credential { get; set; }
    /// <summary>Null: not by the clock but once a night.</summary>
    public int? EveryMinutes { get; set; }
    /// <summary>Minute of the day in Europe/Amsterdam: 190 is 03:10.</summary>
    public int? NightlyMinute { get; set; }
    public DateTimeOffset NextAt { get; set; }
    public DateTimeOffset? AttemptedAt { get; set; }
    public DateTimeOffset? SucceededAt { get; set; }
    public string? Cursor { get; set; }
    public string? Etag { get; set; }
    public int Failures { get; set; }
    public string? Error { get; set; }
}

/// <summary>Finds the feed of a UWLR autorisatiesleutel by its keyed hash.</summary>
public sealed class FeedKey
{
    public byte[] KeyHash { get; set; } = [];
    public int SchoolId { get; set; }
    public int ToolId { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    /// <summary>Null: until it is replaced. In rotation two are good at once.</summary>
    public DateTimeOffset? EndsAt { get; set; }
    /// <summary>Its last characters, to tell it from another.</summary>
    public string? Hint { get; set; }
}

public sealed class Audit
{
    public int SchoolId { get; set; }
    public long AuditId { get; set; }
    public DateTimeOffset At { get; set; }
    public string Actor { get; set; } = "";
    public string Action { get; set; } = "";
    public string? Subject { get; set; }
    public string? Detail { get; set; }
    /// <summary>Goes when the line is made nameless.</summary>
    public Guid? Salt { get; set; }
    /// <summary>Stands in for salt, subject and detail when those were made nameless; null: they are there.</summary>
    public byte[]? Digest { get; set; }
    /// <summary>The transaction that wrote it.</summary>
    public ulong Born { get; set; }
    /// <summary>Number of the batch that it was sealed in; null: not yet.</summary>
    public int? Seal { get; set; }
}

/// <summary>A batch of audit lines in the chain: its hash covers the one before it.</summary>
public sealed class AuditSeal
{
    public int SchoolId { get; set; }
    public int Seal { get; set; }
    public DateTimeOffset SealedAt { get; set; }
    public int Lines { get; set; }
    public DateTimeOffset FirstAt { get; set; }
    public DateTimeOffset LastAt { get; set; }
    public byte[] Hash { get; set; } = [];
    /// <summary>Its lines were destroyed because their time was over.</summary>
    public bool Pruned { get; set; }
}

/// <summary>Where a school's own administration is, to fetch its roster from (UWLR leerlinggegevens).</summary>
public sealed class SchoolAdministration
{
    public int SchoolId { get; set; }
    public string Address { get; set; } = "";
    public string Klantcode { get; set; } = "";
    public string Klantnaam { get; set; } = "";
    /// <summary>Encrypted under the school's key.</summary>
    public byte[] Sleutel { get; set; } = [];
    public string? Gegevensset { get; set; }
    public bool Stepwise { get; set; }
    public string Version { get; set; } = "";
    public DateTimeOffset? ReceivedAt { get; set; }
}
