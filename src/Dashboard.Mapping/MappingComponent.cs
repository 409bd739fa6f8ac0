using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Mapping;

/// <summary>What the host switches on for Mapping.</summary>
public static class MappingComponent
{
    public static IServiceCollection AddMapping(this IServiceCollection services) => services;
}
