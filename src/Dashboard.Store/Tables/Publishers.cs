namespace Dashboard.Store.Tables;

/// <summary>How a click reaches a tool: our signed one-time link, a sign-in at the school's identity provider, or LTI 1.3.</summary>
public enum LaunchKind { Link, Oidc, Lti }

public enum DeliveryState { Received, Mapped, Signalled, Rejected, Parked }

public sealed class Publisher
{
    public int PublisherId { get; set; }
    public string Key { get; set; } = "";
    public string Name { get; set; } = "";
}

public sealed class Tool
{
    public int ToolId { get; set; }
    public int PublisherId { get; set; }
    public string Key { get; set; } = "";
    public string Name { get; set; } = "";
    /// <summary>A <see cref="ToolProfile"/> as JSON.</summary>
    public string Profile { get; set; } = "{}";
    public string? UwlrKlantcode { get; set; }
    public string? UwlrKlantnaam { get; set; }
    /// <summary>Where a launch goes to; https, or http on loopback for the sample school. Of the kinds Oidc and Lti: where the tool starts a sign-in.</summary>
    public string? LaunchUrl { get; set; }
    public LaunchKind LaunchKind { get; set; }
    /// <summary>Addresses that an LTI launch may be sent to, compared letter by letter.</summary>
    public string[] RedirectUris { get; set; } = [];
    /// <summary>Hosts ("host" or "host:port") that deep links of this tool may point to.</summary>
    public string[] Hosts { get; set; } = [];
}

/// <summary>A test of a tool as a Toetsdefinities file describes it (UWLR).</summary>
public sealed class DeliveredTest
{
    public int ToolId { get; set; }
    public string Code { get; set; } = "";
    /// <summary>JSON.</summary>
    public string Definition { get; set; } = "{}";
    public DateTimeOffset ChangedAt { get; set; }
}

public sealed class PublisherClient
{
    public string ClientId { get; set; } = "";
    public int PublisherId { get; set; }
    public byte[]? SecretHash { get; set; }
    public DateTimeOffset? SecretMadeAt { get; set; }
    /// <summary>The secret before this one; still good until <see cref="PreviousSecretUntil"/>.</summary>
    public byte[]? PreviousSecretHash { get; set; }
    public DateTimeOffset? PreviousSecretUntil { get; set; }
    public string? Jwks { get; set; }
    public string? JwksUri { get; set; }
    /// <summary>Separated by spaces.</summary>
    public string Scopes { get; set; } = "";
}

/// <summary>A client's assertion (private_key_jwt) that was used: it is good once.</summary>
public sealed class UsedAssertion
{
    public string ClientId { get; set; } = "";
    /// <summary>SHA-256 of its jti.</summary>
    public byte[] JtiHash { get; set; } = [];
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>One message received, with its report. Counts are per publisher's result id and written once.</summary>
public sealed class Delivery
{
    /// <summary>0: refused before a school was known.</summary>
    public int SchoolId { get; set; }
    public long DeliveryId { get; set; }
    public Guid PublicId { get; set; }
    public string Client { get; set; } = "";
    public int? ToolId { get; set; }
    public string Format { get; set; } = "";
    public short? SchoolYear { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public DeliveryState State { get; set; }
    public int Total { get; set; }
    public int Accepted { get; set; }
    public int Unchanged { get; set; }
    public int Corrected { get; set; }
    public int Rejected { get; set; }
    public int Unmatched { get; set; }
    /// <summary>Of those put in place: without a method goal, or with one that led to no learning goal then.</summary>
    public int WithoutGoal { get; set; }
    public int Parts { get; set; }
    public int PartsMapped { get; set; }
    public int PartsDone { get; set; }
    public string? Problems { get; set; }
}

public enum WaitingReason { Pupil, EarlierYear }

/// <summary>A result whose pupil the school does not know yet, or of a year it did not allow; goes along as soon as it does.</summary>
public sealed class WaitingResult
{
    public int SchoolId { get; set; }
    public long WaitingId { get; set; }
    public long DeliveryId { get; set; }
    public int ToolId { get; set; }
    public short SchoolYear { get; set; }
    public byte[] AliasHash { get; set; } = [];
    public byte[]? OtherHash { get; set; }
    public byte[] Payload { get; set; } = [];
    public DateTimeOffset ReceivedAt { get; set; }
    public WaitingReason Reason { get; set; }
    /// <summary>Hashes of further outside names, 16 bytes each.</summary>
    public byte[]? MoreHashes { get; set; }
    /// <summary>The outside names as the message has them, sealed under the school's key: only the school reads them.</summary>
    public byte[]? Reference { get; set; }
}

/// <summary>A private key that signs launches, sealed under the secret (base64).</summary>
public sealed class LaunchSigningKey
{
    public string Name { get; set; } = "";
    public string Sealed { get; set; } = "";
    public DateTimeOffset MadeAt { get; set; }
}

/// <summary>A one-time launch into a tool: what the tool gets when it redeems the code.</summary>
public sealed class Launch
{
    public int SchoolId { get; set; }
    public Guid Jti { get; set; }
    public int ToolId { get; set; }
    public int StaffId { get; set; }
    public string Target { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}
