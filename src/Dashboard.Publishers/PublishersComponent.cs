using Dashboard.Publishers.Connections;
using Dashboard.Publishers.Cito;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.EduV;
using Dashboard.Publishers.Launch;
using Dashboard.Publishers.Pulling;
using Dashboard.Publishers.Tokens;
using Dashboard.Publishers.Uwlr;
using Dashboard.Publishers.Uwlr.Leerlinggegevens;
using Dashboard.Publishers.Versions;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Publishers;

/// <summary>What the host switches on for the role "publishers": intake, dispatcher, delivery reports, tokens.</summary>
public static class PublishersComponent
{
    /// <summary>Needs Database, KeyRing and TimeProvider; and SampleOptions, when the sample school is on.</summary>
    public static IServiceCollection AddPublishers(this IServiceCollection services)
    {
        services.TryAddSingleton<DispatcherSignal>();
        services.TryAddSingleton<Store.PartPayload>();
        services.AddSingleton<AcceptQueue>().AddHostedService(p => p.GetRequiredService<AcceptQueue>());
        services.TryAddSingleton<Intake>();
        services.AddSingleton<DeliveryReports>();
        services.AddSingleton<UwlrAccess>();
        services.AddSingleton<TestLibrary>();
        services.AddRosterFetch();
        services.AddSingleton<UwlrIntake>();
        services.AddSingleton<EduVDoor>();
        services.AddSingleton<LaunchKey>();
        services.AddSingleton<LaunchTokens>();
        services.AddSingleton<Launches>();
        services.AddSingleton<LtiKey>();
        services.AddSingleton<LtiTokens>();
        services.AddSingleton<LtiAuthorization>();
        services.AddSingleton<PullRunner>();
        services.AddHttpClient(CitoClient.Name, c => c.MaxResponseContentBufferSize = 16 * 1024 * 1024)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }).AddHttpMessageHandler<PullHandler>();
        services.AddSingleton<IPullAdapter, CitoAdapter>();
        services.AddSingleton<Checking.MessageChecker>();
        services.AddSingleton<Withdrawals>();
        services.AddOptions<VersionPolicy>();
        services.AddTokens();
        return services;
    }

    /// <summary>What fetches rosters from schools' administrations: the command line needs it too.</summary>
    public static IServiceCollection AddRosterFetch(this IServiceCollection services)
    {
        services.AddOptions<AdministrationOptions>();
        services.AddSingleton<PullPipeline>().AddTransient<PullHandler>().AddSingleton<AdministrationTls>();
        services.AddHttpClient(EduV.Roster.RosterFetch.Client, c => (c.MaxResponseContentBufferSize, c.Timeout) = (EduV.Roster.RosterFetch.MostBytes, EduV.Roster.RosterFetch.Longest))
            .ConfigurePrimaryHttpMessageHandler(p => p.GetRequiredService<AdministrationTls>().Handler()).AddHttpMessageHandler<PullHandler>().RemoveAllLoggers();
        return services.AddSingleton<EduV.Roster.RosterFetch>().AddSingleton<LeerlinggegevensClient>().AddSingleton<RosterFetch>();
    }

    public static void AddPublishersConsumers(this IBusRegistrationConfigurator bus) => ArgumentNullException.ThrowIfNull(bus);

    public static void MapPublishers(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        UwlrEndpoint.Map(app);
        TestDefinitionsEndpoint.Map(app);
        ResultsEndpoint.Map(app);
        ProgressEndpoint.Map(app);
        TokenEndpoint.Map(app);
        MetadataEndpoint.Map(app);
        DeliveriesEndpoint.Map(app);
        WithdrawEndpoint.Map(app);
        LaunchEndpoint.Map(app);
    }
}
