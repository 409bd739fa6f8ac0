namespace Dashboard.Publishers.Deliveries;

/// <summary>How much comes in at the door at once; configuration section "Limits". Sizes are bytes of the message as it is read, decompressed.</summary>
public sealed class DoorLimits
{
    /// <summary>A UWLR message: enough for a school's whole history.</summary>
    public long UwlrBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>An Edu-V results message.</summary>
    public long EduVBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>An Edu-V progress message: one pupil on one unit.</summary>
    public long ProgressBytes { get; set; } = 256 * 1024;

    /// <summary>Deliveries that wait for the ledger at one moment; one more is sent away ("busy").</summary>
    public int WaitingDeliveries { get; set; } = 10_000;

    /// <summary>What those deliveries may take in memory together.</summary>
    public long WaitingBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>A delivery that the ledger has not begun on after this long is sent away.</summary>
    public double LongestWaitSeconds { get; set; } = 15;

    /// <summary>What a sender is told to wait before it tries again (Retry-After).</summary>
    public int RetryAfterSeconds { get; set; } = 10;
}
