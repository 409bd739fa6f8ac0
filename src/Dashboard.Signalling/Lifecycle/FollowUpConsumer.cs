using Dashboard.Contracts;
using Dashboard.Signalling.Fold;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>Hears of a follow-up: its signals are silent from its start until the day of looking back.</summary>
public sealed class FollowUpConsumer(Database database, TimeProvider clock) : IConsumer<FollowUpChanged>
{
    public async Task Consume(ConsumeContext<FollowUpChanged> context)
    {
        var (told, stop) = (context.Message, context.CancellationToken);
        await using var session = await database.Begin(DatabaseRole.Signalling, Scope.School(told.School), stop);
        var states = await session.LockParts([(told.School, told.Part)], stop);
        if (states.GetValueOrDefault((told.School, told.Part), WorkState.Done) >= WorkState.Signalled) return;
        var pupils = await session.Tables.Pupils.AsNoTracking().Where(p => p.SchoolId == told.School && told.Pupils.Contains(p.Key)).Select(p => p.PupilId).ToListAsync(stop);
        await session.SaveQuiet(told, pupils, stop);
        var versions = await session.BumpGroups(pupils.Select(p => new UnitKey(told.School, 0, p, 0)), clock.GetUtcNow(), stop);
        await session.Advance([(told.School, told.Part)], WorkState.Done, stop);
        await session.Commit(stop);
        foreach (var changed in Folder.Messages(versions)) await context.Publish(changed, stop);
    }
}
