using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Dashboard.Mapping.Results;

/// <summary>Takes many parts at once. When they fail together each is tried alone, so that one bad part holds up nobody.</summary>
public sealed partial class ResultsConsumer(Mapper mapper, Database database, TimeProvider clock, ILogger<ResultsConsumer> log) : IConsumer<Batch<ResultsReceived>>
{
    public async Task Consume(ConsumeContext<Batch<ResultsReceived>> context)
    {
        var messages = context.Message.Select(m => m.Message).ToList();
        List<ResultsMapped> outcomes;
        try
        {
            outcomes = await mapper.Map(messages, context.CancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            outcomes = await OneByOne(messages, context.CancellationToken);
        }
        await Task.WhenAll(outcomes.Select(o => context.Publish(o, context.CancellationToken)));
    }

    private async Task<List<ResultsMapped>> OneByOne(List<ResultsReceived> messages, CancellationToken stop)
    {
        var outcomes = new List<ResultsMapped>();
        foreach (var (all, part) in messages.SelectMany(m => m.Parts.Select(p => (m, p))))
            try
            {
                outcomes.AddRange(await mapper.Map([new() { School = all.School, Tool = all.Tool, SchoolYear = all.SchoolYear, Parts = [part] }], stop));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, all.School, part.Part, e);
                await using var session = await database.Begin(DatabaseRole.Mapping, Scope.School(all.School), stop);
                await session.Fail(all.School, part.Part, e.Message, clock.GetUtcNow(), stop);
                await session.Commit(stop);
            }
        return outcomes;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mapping of school {School}, part {Part} failed")]
    private static partial void LogFailed(ILogger log, int school, long part, Exception e);
}
