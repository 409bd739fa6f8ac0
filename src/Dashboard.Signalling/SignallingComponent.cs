using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Signalling;

/// <summary>What the host switches on for Signalling.</summary>
public static class SignallingComponent
{
    public static IServiceCollection AddSignalling(this IServiceCollection services) => services;
}
