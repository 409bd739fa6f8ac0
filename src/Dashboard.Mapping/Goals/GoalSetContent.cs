using System.Security.Cryptography;
using System.Text;
using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals;

/// <summary>One release of a goal set, read from wherever it is published. No goal set is built in.</summary>
/// <param name="Key">Ours, stable over releases.</param>
/// <param name="Kind">What a school uses it for.</param>
/// <param name="Status">Shown with every goal of the set that has no status of its own (LD-08).</param>
/// <param name="Licence">Name of the licence, shown with its address.</param>
/// <param name="Release">Which release this is.</param>
/// <param name="Levels">The levels that its goals name.</param>
/// <param name="Goals">In the order in which they are shown.</param>
/// <param name="Successions">What replaces what, by address.</param>
public sealed record GoalSetContent(
    string Key, string Title, GoalSetKind Kind, string Status, string? Licence, string? LicenceUrl, string? Attribution, ReleaseName Release,
    IReadOnlyList<LevelContent> Levels, IReadOnlyList<GoalContent> Goals, IReadOnlyCollection<Succession> Successions)
{
    /// <summary>Equal for equal content; what makes an import that brings nothing new do nothing.</summary>
    public byte[] Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(params IEnumerable<string?> fields) => hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001f', fields) + '\u001e'));
        Add(Key, Title, Kind.ToString(), Status, Licence, LicenceUrl, Attribution);
        foreach (var level in Levels) Add(level.Key.ToString(), level.Title, level.Granularity.ToString(), string.Join(',', level.Groepen), level.Source);
        foreach (var goal in Goals)
            Add(goal.Uri, Convert.ToHexString(goal.Hash()), goal.Kind.ToString(), goal.Subject, goal.Domain, goal.Level, goal.ShortName, goal.Status,
                goal.Confirmation.ToString(), goal.Deprecated.ToString(), string.Join(' ', goal.Groepen), string.Join(' ', goal.Kerndoelen), string.Join(' ', goal.Parents));
        foreach (var succession in Successions.OrderBy(s => s.OldUri, StringComparer.Ordinal).ThenBy(s => s.NewUri, StringComparer.Ordinal)) Add(succession.OldUri, succession.NewUri);
        return hash.GetHashAndReset()[..16];
    }
}

/// <param name="Tag">The publisher's name of the release; null: it has none, and is known by its content.</param>
/// <param name="Commit">Of the publisher's repository.</param>
/// <param name="Date">Of the release.</param>
public sealed record ReleaseName(string? Tag, string? Commit = null, DateOnly? Date = null);

/// <summary>A level: a set of groepen, with where we have that from.</summary>
public sealed record LevelContent(Guid Key, string Title, Granularity Granularity, IReadOnlyList<short> Groepen, string Source);

/// <summary>The old goal is replaced by the new one; several pairs with one old goal: it was split.</summary>
public sealed record Succession(string OldUri, string NewUri);

/// <summary>One goal, or a heading above goals.</summary>
/// <param name="Type">The publisher's word for it: "doelniveau", "fo_doelzin".</param>
/// <param name="Parents">Addresses in the same set; several: it stands in several places and counts once.</param>
/// <param name="Title">The text.</param>
/// <param name="Subject">Vakgebied: the first of its roots.</param>
/// <param name="Level">Of its levels, in words.</param>
/// <param name="Groepen">The groepen in which the goal is usual; a set, never assumed to be one.</param>
/// <param name="Kerndoelen">Addresses of kerndoelen that the publisher couples it to.</param>
/// <param name="Parts">Named parts, where the goal has them.</param>
/// <param name="Confirmation">How sure it is that this text belongs to this address.</param>
/// <param name="Deprecated">No longer in this release; kept so that old links stay readable.</param>
public sealed record GoalContent(
    string Uri, Guid Key, GoalKind Kind, string Type, IReadOnlyList<string> Parents, string? Code, string Title, string? Description, string? ShortName,
    string Subject, string? Domain, string? Level, IReadOnlyList<Guid> Levels, Granularity? Granularity, IReadOnlyList<short> Groepen,
    IReadOnlyList<string> Kerndoelen, IReadOnlyList<string> Parts, string? Status, Confirmation Confirmation, bool Deprecated = false)
{
    /// <summary>
    /// Equal for equal wording and level; an id alone does not promise it (SLO changed texts under the same id). Its place, its
    /// status and its kerndoelen are not part of it: they may change while the goal stays what it is.
    /// </summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f',
        Title, Description, Type, Code, Levels.Count > 0 ? string.Join(',', Levels.Order()) : $"{Level} {string.Join(',', Groepen)}", string.Join(',', Parts))))[..16];
}
