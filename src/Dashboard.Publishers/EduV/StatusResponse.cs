namespace Dashboard.Publishers.EduV;

/// <summary>Edu-V's functional status of one item; errors answer with an array of these.</summary>
/// <param name="Id">The statement's id; null for the message as a whole.</param>
/// <param name="Status">One of <see cref="EduVStatus"/>.</param>
/// <param name="StatusMessage">What is wrong and where, without personal data (RFC-62).</param>
public sealed record StatusResponse(string? Id, int Status, string? StatusMessage);

/// <summary>Edu-V's functional status codes. The JSON type is integer, so 0011 travels as 11.</summary>
internal static class EduVStatus
{
    public const int SchemaIncorrect = 11;
    public const int VersionNotSupported = 12;
    public const int ConsentRequired = 22;
    public const int SchoolUnknown = 23;
    public const int Other = 99;
}
