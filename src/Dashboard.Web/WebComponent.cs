using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web;

/// <summary>What the host switches on for the role "web": pages, their JSON endpoints, the live stream.</summary>
public static class WebComponent
{
    public static IServiceCollection AddWeb(this IServiceCollection services) => services;

    public static void MapWeb(this IEndpointRouteBuilder app) => ArgumentNullException.ThrowIfNull(app);
}
