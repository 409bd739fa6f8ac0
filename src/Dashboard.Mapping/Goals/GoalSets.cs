using Dashboard.Mapping.Goals.Releases;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Goals;

/// <summary>What an import did with one set, or would do.</summary>
/// <param name="Set">Title.</param>
/// <param name="Version">The publisher's tag, or one made of its content.</param>
/// <param name="New">False: this very content was there already and nothing changed.</param>
/// <param name="Goals">What the release has.</param>
/// <param name="Difference">With the newest release that was there; empty for the first.</param>
/// <param name="Linked">Of the difference: goals that something is linked to, which came into the review queue.</param>
public sealed record GoalSetReport(string Set, GoalSetKind Kind, string Version, bool New, IReadOnlyList<GoalContent> Goals, ReleaseDifference Difference, int Linked);

/// <summary>
/// Imports releases of goal sets. A goal's version is immutable; a release that leaves a goal as it was has the same version, so that
/// whatever is linked to it stays where it is. What was linked to another version is never edited here: it comes into the review queue. (LD-17)
/// </summary>
public sealed class GoalSets(Database database, TimeProvider clock)
{
    private const int Batch = 2000;

    public Task<GoalSetReport> Import(GoalSetContent content, CancellationToken stop) => Import(content, dryRun: false, null, stop);

    /// <param name="content">One release.</param>
    /// <param name="dryRun">Only say what would change.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="stop">Cancels; nothing is half stored.</param>
    /// <exception cref="InvalidDataException">A goal stands in it twice, or names a parent that is not in it.</exception>
    public async Task<GoalSetReport> Import(GoalSetContent content, bool dryRun, IProgress<string>? progress, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        await session.LockGoalSets(stop);
        var report = await Put(session, content, dryRun, progress, stop);
        if (!dryRun) await session.Commit(stop);
        return report;
    }

    /// <summary>The same inside a session that holds the lock on goal sets; the caller commits.</summary>
    internal async Task<GoalSetReport> Put(Session session, GoalSetContent content, bool dryRun, IProgress<string>? progress, CancellationToken stop)
    {
        Check(content);
        var tables = session.Tables;
        var set = await tables.GoalSets.SingleOrDefaultAsync(s => s.Key == content.Key, stop);
        var newest = set is null ? null : await tables.GoalSetReleases.Where(r => r.GoalSetId == set.GoalSetId).OrderByDescending(r => r.ReleaseId).FirstOrDefaultAsync(stop);
        var fingerprint = content.Fingerprint();
        if (newest is not null && newest.Fingerprint.AsSpan().SequenceEqual(fingerprint)) return new GoalSetReport(content.Title, content.Kind, newest.Version, New: false, content.Goals, ReleaseDifference.None, 0);
        var version = await Version(tables, set, content.Release.Tag, fingerprint, stop);
        var before = newest is null ? [] : await session.VersionsIn(newest.ReleaseId, stop);
        progress?.Report($"{content.Title} {version}: vergelijken met {before.Count} doelen");
        var known = await tables.GoalSuccessors.AsNoTracking().Select(s => new Succession(s.OldUri, s.NewUri)).ToListAsync(stop);
        var difference = ReleaseDifference.Between(before, [.. content.Goals.Where(g => !g.Deprecated).Select(GoalVersion.Of)], [.. known, .. content.Successions]);
        // read in before contents had a fingerprint: when nothing differs it is the same release, which now gets its places and its mark
        var same = newest is { Fingerprint.Length: 0 } && difference is { Added: 0, Changes.Count: 0 };
        if (same) version = newest!.Version;
        if (dryRun) return new GoalSetReport(content.Title, content.Kind, version, New: !same, content.Goals, difference, await session.CountLinked([.. difference.Changes.Select(c => c.OldGoalId)], stop));
        if (set is null) tables.GoalSets.Add(set = new GoalSet { Key = content.Key, SchoolId = content.School });
        (set.Title, set.Kind, set.Status, set.Licence, set.LicenceUrl, set.Attribution) = (content.Title, content.Kind, content.Status, content.Licence, content.LicenceUrl, content.Attribution);
        await tables.SaveChangesAsync(stop);
        var release = same ? newest! : new GoalSetRelease { GoalSetId = set.GoalSetId, Version = version, ReleasedOn = content.Release.Date, CommitId = content.Release.Commit, ImportedAt = clock.GetUtcNow() };
        release.Fingerprint = fingerprint;
        if (!same) tables.GoalSetReleases.Add(release);
        await tables.SaveChangesAsync(stop);
        await session.PutLevels(content.Levels, stop);
        await Write(session, set.GoalSetId, release.ReleaseId, content, progress, stop);
        await session.PutSuccessions(content.Successions, stop);
        var queued = content.School is null ? await session.Queue(release.ReleaseId, difference.Changes, stop) : 0; // a school's own wording is its own to change
        return new GoalSetReport(content.Title, content.Kind, version, New: !same, content.Goals, difference, queued);
    }

    /// <summary>
    /// A version that the set has already is kept, and stands where it stands now; another is added, with the short name that people gave
    /// the goal. A deprecated goal is only marked, or added when it was never there.
    /// </summary>
    private static async Task Write(Session session, int set, int release, GoalSetContent content, IProgress<string>? progress, CancellationToken stop)
    {
        var stored = (await session.StoredVersions(set, stop)).ToLookup(v => v.Uri);
        var (ids, done) = (new Dictionary<string, int>(), 0);
        foreach (var batch in content.Goals.Select((goal, position) => Placed(goal, position, stored[goal.Uri])).Chunk(Batch))
        {
            foreach (var (uri, id) in await session.AddVersions(release, [.. batch.Where(g => g.GoalId == 0)], stop)) ids[uri] = id;
            foreach (var kept in batch.Where(g => g.GoalId > 0)) ids[kept.Goal.Uri] = kept.GoalId;
            await session.PlaceVersions([.. batch.Where(g => g.GoalId > 0 && !g.Goal.Deprecated)], stop);
            await session.MarkDeprecated([.. batch.Where(g => g.Goal.Deprecated).SelectMany(g => stored[g.Goal.Uri]).Select(v => v.GoalId)], stop);
            progress?.Report($"{content.Title}: {done += batch.Length} van {content.Goals.Count} doelen");
        }
        foreach (var batch in content.Goals.Select((goal, position) => (goal, position)).Where(g => !g.goal.Deprecated).Chunk(Batch))
            await session.PutInRelease(release, [.. batch.Select(g => ids[g.goal.Uri])], [.. batch.SelectMany(g => g.goal.Parents.Select(p => (ids[g.goal.Uri], ids[p], g.position)))], stop);
    }

    private static PlacedGoal Placed(GoalContent goal, int position, IEnumerable<StoredVersion> stored)
    {
        var (versions, hash) = (stored.ToList(), Convert.ToHexString(goal.Hash()));
        var same = versions.Find(v => v.Hash == hash) ?? (goal.Deprecated ? versions.LastOrDefault() : null);
        return new PlacedGoal(goal, position, same?.GoalId ?? 0, versions.LastOrDefault()?.ShortName);
    }

    private static void Check(GoalSetContent content)
    {
        var uris = new HashSet<string>();
        foreach (var goal in content.Goals)
            if (!uris.Add(goal.Uri)) throw new InvalidDataException($"{content.Title}: doel {goal.Uri} staat er twee keer in.");
        foreach (var goal in content.Goals)
            if (goal.Parents.FirstOrDefault(p => !uris.Contains(p)) is { } missing) throw new InvalidDataException($"{content.Title}: doel {goal.Uri} verwijst naar ouder {missing}, die niet in de doelenset staat.");
    }

    /// <summary>A tag that was used before with other content gets the content's mark behind it: SLO does change a release under its name.</summary>
    private static async Task<string> Version(StoreContext tables, GoalSet? set, string? tag, byte[] fingerprint, CancellationToken stop)
    {
        var mark = Convert.ToHexStringLower(fingerprint.AsSpan(0, 4));
        if (tag is null) return "inhoud-" + mark;
        return set is not null && await tables.GoalSetReleases.AnyAsync(r => r.GoalSetId == set.GoalSetId && r.Version == tag, stop) ? $"{tag} ({mark})" : tag;
    }
}
