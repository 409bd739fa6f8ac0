namespace Dashboard.Schools;

/// <summary>Whether the sample school is on in this process (embedded database, or --demo): shared secrets are good then, and only then.</summary>
public sealed record SampleOptions(bool On);
