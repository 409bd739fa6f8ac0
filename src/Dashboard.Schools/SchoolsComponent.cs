using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Schools;

/// <summary>What the host switches on for Schools.</summary>
public static class SchoolsComponent
{
    public static IServiceCollection AddSchools(this IServiceCollection services) => services;
}
