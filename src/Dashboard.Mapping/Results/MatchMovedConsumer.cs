using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using MassTransit;

namespace Dashboard.Mapping.Results;

/// <summary>
/// A match was made or undone: the results that came by it go to the pupil, or to nobody, and both their tracks are folded again.
/// Parts that came in before go first; until then this waits for its next lease.
/// </summary>
public sealed class MatchMovedConsumer(Database database) : IConsumer<MatchMoved>
{
    public async Task Consume(ConsumeContext<MatchMoved> context)
    {
        var (move, stop) = (context.Message, context.CancellationToken);
        await using var session = await database.Begin(DatabaseRole.Mapping, Scope.School(move.School), stop);
        await session.LockTools([(move.School, move.Tool)], stop);
        var part = (move.School, move.Part);
        if ((await session.LockParts([part], stop)).GetValueOrDefault(part, WorkState.Done) >= WorkState.Signalled || await session.HasEarlierParts(move, stop)) return;
        var moved = await session.MoveMatch(move, stop);
        await session.Advance([part], WorkState.Mapped, stop);
        await session.Commit(stop);
        var pupils = new[] { move.From, move.To }.Where(p => p != Guid.Empty);
        await context.Publish(new ResultsMapped
        {
            School = move.School, Tool = move.Tool, SchoolYear = move.SchoolYear,
            // The same again when it comes twice: what is moved is found by its match, wherever it is now.
            Parts = [new() { Part = move.Part, Changed = [.. pupils.SelectMany(p => moved.Select(m => new MappedResult { Pupil = p, MethodGoal = m.MethodGoal, Key = m.Key }))] }],
        }, stop);
    }
}
