using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Teaching;

/// <summary>What the host switches on for Teaching.</summary>
public static class TeachingComponent
{
    public static IServiceCollection AddTeaching(this IServiceCollection services) => services
        .AddSingleton<Marks.Marks>()
        .AddSingleton<FollowUps.FollowUps>()
        .AddSingleton<Notes.Notes>()
        .AddSingleton<Digests.DigestChoices>()
        .AddSingleton<Views.GroupViews>()
        .AddSingleton<Flower.PetalLabels>();
}
