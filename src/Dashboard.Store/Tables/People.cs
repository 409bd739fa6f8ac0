namespace Dashboard.Store.Tables;

/// <summary>One sign-in of a person on one device; it ends by signing out, by the administrator, or by time.</summary>
public sealed class PersonSession
{
    public int SchoolId { get; set; }
    public Guid SessionId { get; set; }
    public int StaffId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A code, good once, with which a new member of staff chooses a password.</summary>
public sealed class Activation
{
    public byte[] CodeHash { get; set; } = [];
    public int SchoolId { get; set; }
    public int StaffId { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>Somebody at an identity provider, by the keyed hash of what it calls her.</summary>
public sealed class ExternalLogin
{
    public string Provider { get; set; } = "";
    public byte[] SubjectHash { get; set; } = [];
    public int SchoolId { get; set; }
    /// <summary>Null: her school has not said yet who she is.</summary>
    public int? StaffId { get; set; }
    /// <summary>The name that the provider gives, sealed under the school's key.</summary>
    public byte[] Shown { get; set; } = [];
    public DateTimeOffset FirstAt { get; set; }
    public DateTimeOffset LastAt { get; set; }
}
