using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Signalling.Replay;
using Dashboard.Signalling.Settings;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Signalling;

/// <summary>What the host switches on for the role "signalling"; <see cref="AddSignalling"/> alone for whoever calls its commands.</summary>
public static class SignallingComponent
{
    public static IServiceCollection AddSignalling(this IServiceCollection services) => services
        .AddSingleton<ToolSettings>()
        .AddSingleton<Notices>()
        .AddSingleton<Reactions>()
        .AddSingleton<Returns>()
        .AddSingleton<DatedDecisions>()
        .AddSingleton<Folder>()
        .AddSingleton<FoldReconcile>()
        .AddSingleton<SignalChoices>()
        .AddSingleton<TargetLevels>()
        .AddSingleton<ChoicePreview>()
        .AddSingleton<DifficultyReleases>()
        .AddSingleton<Exporter>();

    /// <summary>Batches: up to 32 messages or 20 ms, whichever comes first.</summary>
    public static void AddSignallingConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<MappedConsumer>(c => c.Options<BatchOptions>(o => o.SetMessageLimit(32).SetTimeLimit(ms: 20).SetConcurrencyLimit(2)));
        bus.AddConsumer<RefoldConsumer>();
        bus.AddConsumer<FollowUpConsumer>();
    }
}
