using Dashboard.Schools;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Publishers.Tokens;

/// <summary>The "Bearer" scheme and a policy per scope. They name their scheme, so they stand beside the teachers' cookie.</summary>
internal static class TokensComponent
{
    public static void AddTokens(this IServiceCollection services)
    {
        services.TryAddSingleton(new SampleOptions(On: false));
        services.AddSingleton<AccessTokens>();
        services.AddOptions<TokenOptions>();
        services.TryAddSingleton(JwksDial.Internet);
        services.AddSingleton<JwksFetcher>().AddSingleton<ClientKeys>().AddSingleton<ClientAssertions>();
        services.AddSingleton<TokenAddress>().AddSingleton<TokenLimit>();
        services.AddSingleton<PublisherCallers>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorization(options =>
        {
            options.AddPolicy(PublisherScopes.AnyClient, policy => policy.AddAuthenticationSchemes(BearerHandler.SchemeName).RequireClaim(AccessTokens.ClientClaim));
            foreach (var scope in PublisherScopes.All)
                options.AddPolicy(PublisherScopes.Policy(scope), policy => policy.AddAuthenticationSchemes(BearerHandler.SchemeName)
                    .RequireAssertion(c => c.User.FindFirst(AccessTokens.ScopeClaim)?.Value.Split(' ').Contains(scope) == true));
        });
    }
}
