using System.Collections.Concurrent;
using System.Text;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Styles;
using Dashboard.Schools.Feeds;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Pulling;

/// <summary>
/// Fetches a feed page by page, beside the dispatcher, and keeps its lease as long as it takes. The cursor moves after a page is
/// accepted: killed in between, the page is fetched again and changes nothing. A failure is for the schedule to try again.
/// </summary>
public sealed partial class PullRunner(Database database, IEnumerable<IPullAdapter> adapters, Intake intake, KeyRing keys, IOptions<DispatcherOptions> options, TimeProvider clock, ILogger<PullRunner> log) : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(int, long), Task> _running = new();

    private sealed record Source(Pull Pull, Feed Feed, School School, Tool Tool, string Publisher);

    /// <summary>Starts it and returns; a fetch that runs here already goes on.</summary>
    public void Begin(Work work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var key = (work.SchoolId, work.WorkId);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_running.TryAdd(key, start.Task)) return;
        _running[key] = Task.Run(async () =>
        {
            try { await Run(work, _stop.Token); }
            finally { _running.TryRemove(key, out _); }
        });
    }

    private async Task Run(Work work, CancellationToken stop)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lease = KeepLease(work, done.Token);
        try
        {
            var source = await Find(work, stop);
            if (source is not null) await Fetch(source, stop);
            await Finish(work, source, null, null, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the lease ends, and another takes it
        }
        catch (Exception e)
        {
            LogFailed(log, work.SchoolId, work.ToolId, e);
            var said = e is PullFailedException failed ? failed : new PullFailedException("De bron antwoordt niet.", null, e);
            await Finish(work, await Find(work, stop), said.Message, said.Wait, stop);
        }
        finally
        {
            await done.CancelAsync();
            await lease;
        }
    }

    private async Task Fetch(Source source, CancellationToken stop)
    {
        var adapter = adapters.FirstOrDefault(a => a.Tool == source.Tool.Key) ?? throw new PullFailedException($"Van {source.Tool.Name} kunnen we geen resultaten ophalen.");
        var point = new PullPoint(Allowed(source), Credential(source.Pull), source.School, source.Feed, source.Pull.Cursor, source.Pull.Etag);
        for (var more = true; more;)
        {
            var page = await adapter.Fetch(point, ReadingTool.For(source.Tool, source.School), stop);
            foreach (var (year, first) in page.Results.Select((y, i) => (y, i == 0)))
            {
                var message = new IncomingMessage(source.Publisher, adapter.Format, source.School.SchoolId, source.Tool.ToolId, year.Key, [.. year], first ? page.Problems : []);
                if (!(await intake.Accept(message, stop)).FeedOn) return; // switched off meanwhile: nothing of it is kept
            }
            // An answer's tag belongs to the cursor that it was asked with.
            point = point with { Cursor = page.Cursor, Etag = page.Cursor == point.Cursor ? page.Etag : null };
            await Keep(source, p => (p.Cursor, p.Etag) = (point.Cursor, point.Etag), stop);
            more = page.More;
        }
    }

    /// <summary>https only; the sample school's simulated source is on this machine.</summary>
    private static Uri Allowed(Source source) =>
        Uri.TryCreate(source.Pull.Address, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (source.School.IsSample && address.IsLoopback))
            ? address : throw new PullFailedException("Het adres van de bron is geen https-adres.");

    private string? Credential(Pull pull) => pull.Credential is null ? null : Encoding.UTF8.GetString(keys.Decrypt(pull.SchoolId, pull.Credential));

    private async Task<Source?> Find(Work work, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(work.SchoolId), stop);
        var t = session.Tables;
        return await (
            from pull in t.Pulls.AsNoTracking()
            join feed in t.Feeds.AsNoTracking() on new { pull.SchoolId, pull.ToolId } equals new { feed.SchoolId, feed.ToolId }
            join school in t.Schools.AsNoTracking() on pull.SchoolId equals school.SchoolId
            join tool in t.Tools.AsNoTracking() on pull.ToolId equals tool.ToolId
            join publisher in t.Publishers.AsNoTracking() on tool.PublisherId equals publisher.PublisherId
            where pull.SchoolId == work.SchoolId && pull.ToolId == work.ToolId && feed.State == FeedState.On
            select new Source(pull, feed, school, tool, publisher.Key)).SingleOrDefaultAsync(stop);
    }

    private async Task Finish(Work work, Source? source, string? error, TimeSpan? wait, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (source is not null)
            await Keep(source, p =>
            {
                p.AttemptedAt = now;
                p.Error = error;
                p.Failures = error is null ? 0 : p.Failures + 1;
                if (error is null) p.SucceededAt = now;
                else p.NextAt = PullTimes.AfterFailure(p, p.Failures, wait, now);
            }, stop);
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(work.SchoolId), stop);
        await session.Advance([(work.SchoolId, work.WorkId)], WorkState.Done, stop);
        await session.Commit(stop);
    }

    private async Task Keep(Source source, Action<Pull> change, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(source.School.SchoolId), stop);
        var pull = await session.Tables.Pulls.SingleAsync(p => p.SchoolId == source.School.SchoolId && p.ToolId == source.Tool.ToolId, stop);
        change(pull);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private async Task KeepLease(Work work, CancellationToken stop)
    {
        var length = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
        try
        {
            for (; ; await Task.Delay(length / 3, clock, stop))
                try
                {
                    await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(work.SchoolId), stop);
                    await session.Renew(work.SchoolId, work.WorkId, clock.GetUtcNow() + length, stop);
                    await session.Commit(stop);
                }
                catch (Npgsql.NpgsqlException e)
                {
                    LogFailed(log, work.SchoolId, work.ToolId, e); // without a lease another fetches too, and nothing changes by it
                }
        }
        catch (OperationCanceledException)
        {
            // done
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Fetching for school {School}, tool {Tool} failed")]
    private static partial void LogFailed(ILogger log, int school, int tool, Exception e);
}
