using System.Text;
using System.Text.Json;
using Dashboard.Schools.Audits;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>What a school decides about its feeds: ask for one, switch it on or off, filter it. Every decision leaves an audit line.</summary>
public sealed class FeedAgreements(Database database, KeyRing keys, PartPayload payloads, TimeProvider clock)
{
    /// <summary>Asks the supplier for a feed. Nothing flows before it is active.</summary>
    /// <returns>What is wrong with the form; empty: the request is kept.</returns>
    public async Task<IReadOnlyList<(string Field, string Wrong)>> Ask(Person person, int tool, FeedRequest request, CancellationToken stop)
    {
        await using var session = await Begin(person.School, stop);
        var school = await session.Tables.Schools.AsNoTracking().SingleAsync(s => s.SchoolId == person.School, stop);
        var wrong = FeedRequestRules.Check(request, school.Brin);
        if (wrong.Count > 0) return wrong;
        var feed = await Feed(session, person.School, tool, stop);
        if (feed.State == FeedState.On) return wrong;
        (feed.State, feed.RequestedAt, feed.Request, feed.LevelFilter, feed.PreviousYears) = (FeedState.Requested, clock.GetUtcNow(), request.ToJson(), request.MaximumLevel, false);
        await Save(session, person, "feed-requested", tool, null, stop);
        return wrong;
    }

    /// <summary>The supplier, or who runs the dashboard, makes a feed active; there may be no data yet (CI-03).</summary>
    /// <param name="actor">Who, for the audit line.</param>
    /// <param name="source">Where to fetch from; null for a feed that is pushed.</param>
    public async Task Activate(int school, int tool, string actor, PullSource? source, CancellationToken stop)
    {
        await using var session = await Begin(school, stop);
        var (feed, now) = (await Feed(session, school, tool, stop), clock.GetUtcNow());
        if (feed.State != FeedState.On)
        {
            (feed.State, feed.Since) = (FeedState.On, now);
            await session.WriteAudit(school, now, actor, "feed-on", tool.ToString(System.Globalization.CultureInfo.InvariantCulture), null, stop);
        }
        if (source is not null)
        {
            var pull = await session.Tables.Pulls.SingleOrDefaultAsync(p => p.SchoolId == school && p.ToolId == tool, stop);
            if (pull is null)
            {
                session.Tables.Pulls.Add(pull = new Pull { SchoolId = school, ToolId = tool, NextAt = now });
                feed.PreviousYears = false; // a source gives all it has; an earlier year comes in when the school says so
            }
            if (pull.Address != source.Address) pull.NextAt = now;
            (pull.Address, pull.EveryMinutes, pull.NightlyMinute) = (source.Address, source.EveryMinutes, source.NightlyMinute);
            if (source.Credential is not null) pull.Credential = keys.Encrypt(school, Encoding.UTF8.GetBytes(source.Credential));
        }
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    /// <summary>Off: every delivery is refused from the next request on. What is there, stays.</summary>
    public async Task Switch(Person person, int tool, bool on, CancellationToken stop)
    {
        await using var session = await Begin(person.School, stop);
        var feed = await session.Tables.Feeds.SingleOrDefaultAsync(f => f.SchoolId == person.School && f.ToolId == tool, stop);
        if (feed is null || feed.State is not (FeedState.On or FeedState.Off) || feed.State == (on ? FeedState.On : FeedState.Off)) return;
        (feed.State, feed.Since) = (on ? FeedState.On : FeedState.Off, on ? clock.GetUtcNow() : feed.Since);
        await Save(session, person, on ? "feed-on" : "feed-off", tool, null, stop);
    }

    /// <summary>Filters and notes of a feed. Allowing earlier years releases what waited for it, by ledger work in the same transaction (CI-18).</summary>
    public async Task Settle(Person person, int tool, FeedSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        await using var session = await Begin(person.School, stop);
        var feed = await session.Tables.Feeds.SingleOrDefaultAsync(f => f.SchoolId == person.School && f.ToolId == tool, stop);
        if (feed is null || settings.LevelFilter is < -2 or > 2 || settings.LateAfterHours is < 1 or > 24 * 31) return;
        var now = clock.GetUtcNow();
        if (settings.PreviousYears && !feed.PreviousYears)
            await session.Enqueue(WorkKind.Waiting, person.School, 0, SchoolTime.SchoolYear(SchoolTime.Day(now)), payloads.Seal(person.School, [], Contracts.ContractsJson.Default.ListResult), now, stop);
        (feed.LevelFilter, feed.PreviousYears, feed.Progress, feed.Agreement, feed.SupportContact, feed.LateAfterHours) =
            (settings.LevelFilter, settings.PreviousYears, settings.Progress, settings.Agreement, settings.SupportContact, settings.LateAfterHours);
        (feed.AgreementOn, feed.AgreementBy, feed.TakesTriggers) = (settings.AgreementOn, settings.AgreementBy, settings.TakesTriggers);
        feed.ResultsFrom = settings.ResultsFrom;
        if (settings.Groups is { } keys && !await Limit(session, feed, keys, SchoolTime.SchoolYear(SchoolTime.Day(now)), stop)) return;
        await Save(session, person, "feed-settings", tool, JsonSerializer.Serialize(settings, JsonSerializerOptions.Web), stop);
    }

    /// <summary>Only these groups; none: the whole school. False: one of them is not a group of this year, and then nothing changes.</summary>
    private static async Task<bool> Limit(Session session, Feed feed, IReadOnlyCollection<string> keys, short year, CancellationToken stop)
    {
        var wanted = keys.Distinct(StringComparer.Ordinal).ToArray();
        var groups = await session.Tables.Groups.Where(g => g.SchoolId == feed.SchoolId && g.SchoolYear == year && g.EndedOn == null && wanted.Contains(g.Key)).Select(g => g.GroupId).ToListAsync(stop);
        if (groups.Count != wanted.Length) return false;
        session.Tables.FeedGroups.RemoveRange(await session.Tables.FeedGroups.Where(g => g.SchoolId == feed.SchoolId && g.ToolId == feed.ToolId && !groups.Contains(g.GroupId)).ToListAsync(stop));
        var there = await session.Tables.FeedGroups.Where(g => g.SchoolId == feed.SchoolId && g.ToolId == feed.ToolId).Select(g => g.GroupId).ToListAsync(stop);
        session.Tables.FeedGroups.AddRange(groups.Except(there).Select(g => new FeedGroup { SchoolId = feed.SchoolId, ToolId = feed.ToolId, GroupId = g }));
        feed.OnlyGroups = groups.Count > 0;
        return true;
    }

    /// <summary>Takes away all that a feed brought: results, signals, what waits, reports. Only when it is off.</summary>
    /// <returns>How many rows went; null: the feed is on, or there is none.</returns>
    public async Task<long?> Remove(Person person, int tool, CancellationToken stop)
    {
        await using var session = await Begin(person.School, stop);
        var feed = await session.Tables.Feeds.SingleOrDefaultAsync(f => f.SchoolId == person.School && f.ToolId == tool, stop);
        if (feed is null || feed.State == FeedState.On) return null;
        var report = await session.RemoveFeedData(person.School, tool, stop);
        await Save(session, person, "feed-removed", tool, report, stop);
        return JsonSerializer.Deserialize<Dictionary<string, long>>(report)!.Values.Sum();
    }

    private Task<Session> Begin(int school, CancellationToken stop) => database.Begin(DatabaseRole.Web, Scope.School(school), stop);

    private async Task<Feed> Feed(Session session, int school, int tool, CancellationToken stop)
    {
        var feed = await session.Tables.Feeds.SingleOrDefaultAsync(f => f.SchoolId == school && f.ToolId == tool, stop);
        if (feed is null) session.Tables.Feeds.Add(feed = new Feed { SchoolId = school, ToolId = tool, State = FeedState.Off, Since = clock.GetUtcNow(), LateAfterHours = 36 });
        return feed;
    }

    private async Task Save(Session session, Person person, string action, int tool, string? detail, CancellationToken stop)
    {
        session.Note(person, clock.GetUtcNow(), action, tool.ToString(System.Globalization.CultureInfo.InvariantCulture), detail);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }
}

/// <summary>Where a feed is fetched from.</summary>
/// <param name="Address">https; http on loopback for the sample school.</param>
/// <param name="Credential">What we sign in with there; null keeps what there was.</param>
/// <param name="EveryMinutes">Null: once a night.</param>
/// <param name="NightlyMinute">Minute of the day, Amsterdam time.</param>
public sealed record PullSource(string Address, string? Credential, int? EveryMinutes, int? NightlyMinute);

/// <param name="LevelFilter">Terugstuuroptie; null: no filter.</param>
/// <param name="PreviousYears">Results of earlier school years come in.</param>
/// <param name="Progress">Takes the Edu-V Progress draft too.</param>
/// <param name="Agreement">Reference of the processing agreement (RE-04).</param>
/// <param name="SupportContact">Whom to ask at the supplier (CI-24).</param>
/// <param name="LateAfterHours">School hours after which the feed is called late.</param>
public sealed record FeedSettings(short? LevelFilter, bool PreviousYears, bool Progress, string? Agreement, string? SupportContact, int LateAfterHours)
{
    /// <summary>Day of the processing agreement.</summary>
    public DateOnly? AgreementOn { get; init; }

    /// <summary>Who signed it for the school.</summary>
    public string? AgreementBy { get; init; }

    /// <summary>The tool's own triggers come in beside its results.</summary>
    public bool TakesTriggers { get; init; } = true;

    /// <summary>First day of which results are taken; null: no such day.</summary>
    public DateOnly? ResultsFrom { get; init; }

    /// <summary>Keys of the only groups that the feed is for; empty: the whole school; null: as it was.</summary>
    public IReadOnlyCollection<string>? Groups { get; init; }
}
