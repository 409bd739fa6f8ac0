using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Publishers;

/// <summary>What the host switches on for the role "publishers": intake, dispatcher, delivery reports, tokens.</summary>
public static class PublishersComponent
{
    public static IServiceCollection AddPublishers(this IServiceCollection services) => services;

    public static void AddPublishersConsumers(this IBusRegistrationConfigurator bus) => ArgumentNullException.ThrowIfNull(bus);

    public static void MapPublishers(this IEndpointRouteBuilder app) => ArgumentNullException.ThrowIfNull(app);
}
