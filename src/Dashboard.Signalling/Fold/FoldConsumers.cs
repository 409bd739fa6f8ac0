using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Dashboard.Signalling.Fold;

/// <summary>Takes many parts at once; together they share locks and statements. When they fail together each is tried alone.</summary>
public sealed partial class MappedConsumer(Folder folder, Database database, TimeProvider clock, ILogger<MappedConsumer> log) : IConsumer<Batch<ResultsMapped>>
{
    public async Task Consume(ConsumeContext<Batch<ResultsMapped>> context)
    {
        var parts = context.Message.SelectMany(m => FoldPart.Of(m.Message)).DistinctBy(p => (p.School, p.Part)).ToList();
        var stop = context.CancellationToken;
        try
        {
            await Take(context, parts, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            foreach (var part in parts)
                try
                {
                    await Take(context, [part], stop);
                }
                catch (Exception alone) when (alone is not OperationCanceledException)
                {
                    LogFailed(log, part.School, part.Part, alone);
                    await using var session = await database.Begin(DatabaseRole.Signalling, Scope.School(part.School), stop);
                    await session.Fail(part.School, part.Part, alone.Message, clock.GetUtcNow(), stop);
                    await session.Commit(stop);
                }
        }
    }

    private async Task Take(IPublishEndpoint bus, List<FoldPart> parts, CancellationToken stop)
    {
        foreach (var changed in await folder.Fold(parts, stop)) await bus.Publish(changed, stop);
        await folder.Finish([.. parts.Select(p => (p.School, p.Part))], stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Folding of school {School}, part {Part} failed")]
    private static partial void LogFailed(ILogger log, int school, long part, Exception e);
}

/// <summary>Folds pupils again on request of the ledger.</summary>
public sealed class RefoldConsumer(Folder folder) : IConsumer<RefoldRequested>
{
    public async Task Consume(ConsumeContext<RefoldRequested> context)
    {
        var request = context.Message;
        foreach (var changed in await folder.Refold(request, context.CancellationToken)) await context.Publish(changed, context.CancellationToken);
        await folder.Finish([(request.School, request.Part)], context.CancellationToken);
    }
}
