using Dashboard.Signalling.Fold;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Signalling;

/// <summary>What the host switches on for the role "signalling".</summary>
public static class SignallingComponent
{
    public static IServiceCollection AddSignalling(this IServiceCollection services) => services
        .AddSingleton<ToolSettings>()
        .AddSingleton<Folder>()
        .AddSingleton<FoldReconcile>();

    /// <summary>Batches: up to 16 parts or 20 ms, whichever comes first.</summary>
    public static void AddSignallingConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<MappedConsumer>(c => c.Options<BatchOptions>(o => o.SetMessageLimit(16).SetTimeLimit(ms: 20).SetConcurrencyLimit(2)));
        bus.AddConsumer<RefoldConsumer>();
    }
}
