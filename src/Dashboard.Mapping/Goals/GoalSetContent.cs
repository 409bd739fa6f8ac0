using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals;

/// <summary>One release of a goal set, read from wherever it is published. No goal set is built in.</summary>
/// <param name="Key">Ours, stable over releases.</param>
/// <param name="Status">Shown with every goal of the set (LD-08).</param>
/// <param name="Version">The publisher's name of the release.</param>
public sealed record GoalSetContent(
    string Key, string Title, string Status, string? Licence, string? Attribution, string Version, DateOnly? ReleasedOn, IReadOnlyList<GoalContent> Goals);

/// <param name="ParentUri">Must come before its children.</param>
/// <param name="Groepen">The groepen in which the goal is usual; a set, never assumed to be one.</param>
/// <param name="Kerndoelen">Addresses of kerndoelen.</param>
/// <param name="Parts">Named parts, where the goal has them.</param>
public sealed record GoalContent(
    string Uri, Guid Key, GoalKind Kind, string? ParentUri, string? Code, string Title, string? ShortName, string Subject, string? Domain,
    string? Level, IReadOnlyList<short> Groepen, IReadOnlyList<string> Kerndoelen, IReadOnlyList<string> Parts);
