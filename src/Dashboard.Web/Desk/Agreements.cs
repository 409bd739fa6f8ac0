using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Uwlr;
using Dashboard.Publishers.Versions;

namespace Dashboard.Web.Desk;

/// <summary>Limits, the catalogue of errors, and how long a version stays: by the page and by the API the same.</summary>
/// <param name="Ending">Versions that will stop.</param>
public sealed record Agreements(IReadOnlyList<Agreement> Limits, IReadOnlyList<Agreement> Uwlr, IReadOnlyList<Agreement> EduV, IReadOnlyList<string> Versions, IReadOnlyList<EndingVersion> Ending)
{
    public static Agreements In(TextBook texts, DoorLimits limits, VersionPolicy versions)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(versions);
        (string What, long? Size)[] sizes =
        [
            ("uwlr", limits.UwlrBytes >> 20), ("eduv", limits.EduVBytes >> 20), ("progress", limits.ProgressBytes >> 10),
            ("check", null), ("depth", null), ("id", null), ("part", null), ("token", null), ("keep", null), ("rate", limits.RetryAfterSeconds),
        ];
        return new(
            [.. sizes.Select(s => new Agreement(s.What, texts["limits." + s.What], texts.Plain("limits." + s.What + ".is", ("n", s.Size))))],
            [.. Enum.GetNames<UwlrFault>().Select(f => new Agreement(f, f, texts["fault." + f]))],
            [.. new[] { "11", "12", "21", "22", "23", "99" }.Select(s => new Agreement(s, s, texts["eduv." + s]))],
            [texts["versions.now"], texts["versions.policy"], texts["versions.notice"]], [.. versions.Ending]);
    }
}

/// <param name="Key">For programs.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Text">What holds.</param>
public sealed record Agreement(string Key, string Name, string Text);
