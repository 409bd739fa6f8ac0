using Dashboard.Mapping;
using Dashboard.Publishers;
using Dashboard.Signalling;
using Dashboard.Web;
using MassTransit;

namespace Dashboard.Host;

/// <summary>The bus: RabbitMQ with quorum queues when ConnectionStrings:RabbitMq is given, else in memory (one process, all roles).</summary>
public static class BusSetup
{
    /// <param name="rabbit">Address of the broker; null: in memory.</param>
    /// <param name="tls">Of <see cref="BrokerTls"/>; null: not encrypted.</param>
    public static void AddBus(this IServiceCollection services, Roles roles, string? rabbit, Action<IRabbitMqSslConfigurator>? tls)
    {
        services.AddMassTransit(bus =>
        {
            bus.SetKebabCaseEndpointNameFormatter();
            bus.DisableUsageTelemetry(); // nothing about a school leaves the machine
            if (roles.HasFlag(Roles.Publishers)) bus.AddPublishersConsumers();
            if (roles.HasFlag(Roles.Mapping)) bus.AddMappingConsumers();
            if (roles.HasFlag(Roles.Signalling)) bus.AddSignallingConsumers();
            if (roles.HasFlag(Roles.Web)) bus.AddWebConsumers();
            if (rabbit is null)
                bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
            else
            {
                // Durable queues survive a broker; the web nodes' own queues are temporary and stay classic.
                bus.AddConfigureEndpointsCallback((name, endpoint) =>
                {
                    if (endpoint is IRabbitMqReceiveEndpointConfigurator queue && !name.StartsWith("web-", StringComparison.Ordinal)) queue.SetQuorumQueue();
                });
                bus.UsingRabbitMq((context, broker) =>
                {
                    broker.Host(new Uri(rabbit), host =>
                    {
                        if (tls is not null) host.UseSsl(tls);
                    });
                    broker.PrefetchCount = 64;
                    broker.ConfigureEndpoints(context);
                });
            }
        });
        services.Configure<MassTransitHostOptions>(o => { o.WaitUntilStarted = false; o.StopTimeout = TimeSpan.FromSeconds(10); });
    }
}
