using Dashboard.Mapping.Goals;
using Dashboard.Mapping.MethodGoals;
using Dashboard.Mapping.Results;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Mapping;

/// <summary>What the host switches on for the role "mapping"; <see cref="AddMapping"/> alone for whoever calls its commands.</summary>
public static class MappingComponent
{
    public static IServiceCollection AddMapping(this IServiceCollection services) => services
        .AddSingleton<MethodGoalIndex>()
        .AddSingleton<StatedLinks>()
        .AddSingleton<Links.Links>()
        .AddSingleton<Links.Files.LinkFiles>()
        .AddSingleton<Proposals.Proposals>()
        .AddSingleton<Mapper>()
        .AddSingleton<LedgerReconcileSql>()
        .AddSingleton<MethodGoalCatalogue>()
        .AddSingleton<GoalSets>()
        .AddSingleton<OwnGoals>()
        .AddSingleton<SchoolChoice>()
        .AddSingleton<GoalEditing>()
        .AddSingleton<Goals.Releases.GoalReview>();

    /// <summary>Batches: up to 32 messages or 20 ms, whichever comes first.</summary>
    public static void AddMappingConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ResultsConsumer>(c => c.Options<BatchOptions>(o => o.SetMessageLimit(32).SetTimeLimit(ms: 20).SetConcurrencyLimit(2)));
        bus.AddConsumer<MatchMovedConsumer>();
    }
}
