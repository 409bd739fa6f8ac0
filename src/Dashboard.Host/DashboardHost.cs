using Dashboard.Host.Embedded;
using Dashboard.Host.Sample;
using Dashboard.Mapping;
using Dashboard.Mapping.MethodGoals;
using Dashboard.Publishers;
using Dashboard.Publishers.Connections;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Pulling;
using Dashboard.Publishers.Tokens;
using Dashboard.Publishers.Versions;
using Dashboard.Schools;
using Dashboard.Schools.Audits;
using Dashboard.Schools.People.External;
using Dashboard.Signalling;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Signalling.Settings;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Teaching;
using Dashboard.Web;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Dashboard.Host;

/// <summary>The running program: database, bus, the roles' parts, and with the sample school its simulated publishers.</summary>
public static class DashboardHost
{
    public const string DefaultAddress = "http://127.0.0.1:5080";

    /// <param name="roles">What this process does.</param>
    /// <param name="demo">Sample school on or off; null: on exactly when the database is embedded.</param>
    /// <param name="args">The rest is ASP.NET's configuration.</param>
    /// <param name="stop">Ends the run.</param>
    /// <returns>Exit code.</returns>
    public static async Task<int> Run(Roles roles, bool? demo, string[] args, CancellationToken stop)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        if (builder.Configuration["urls"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists()) builder.WebHost.UseUrls(DefaultAddress);
        builder.Logging.AddSimpleConsole(c => c.SingleLine = true);
        using var startLog = LoggerFactory.Create(l => l.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole(c => c.SingleLine = true));
        var log = startLog.CreateLogger("Dashboard");
        var rabbit = builder.Configuration.GetConnectionString("RabbitMq") is { Length: > 0 } given ? given : null;
        if (rabbit is null && roles != Roles.All)
        {
            await Console.Error.WriteLineAsync("The in-memory bus works in one process only. Give ConnectionStrings__RabbitMq, or run with --roles all.");
            return 2;
        }
        DatabaseSetup setup;
        Action<MassTransit.IRabbitMqSslConfigurator>? brokerTls = null;
        try
        {
            if (rabbit is not null) brokerTls = BrokerTls.Read(rabbit, builder.Configuration["RabbitMq:TrustedRoots"] is { Length: > 0 } roots ? roots : null);
            setup = await DatabaseSetup.Open(builder.Configuration, builder.Environment.ContentRootPath, log, stop);
        }
        catch (Exception e) when (e is EmbeddedPostgresException or Npgsql.NpgsqlException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        await using (setup)
        {
            var sample = new SampleOptions(demo ?? builder.Configuration.GetValue<bool?>("Demo") ?? setup.IsEmbedded);
            AddServices(builder, setup, roles, sample, rabbit, brokerTls);
            await using var app = builder.Build();
            Map(app, roles);
            if (rabbit is null) await EndLeases(setup.Database, stop);
            if (sample.On && roles.HasFlag(Roles.Web)) await app.Services.GetRequiredService<SampleSchoolSeed>().Seed(stop);
            await app.StartAsync(stop);
            var address = app.Urls.First();
            if (sample.On && roles.HasFlag(Roles.Web)) app.Services.GetRequiredService<SampleTools>().Begin(app.Configuration["Sample:Dashboard"] ?? address);

            Welcome.Print(address, roles, sample, setup.IsEmbedded, rabbit is not null);
            await app.WaitForShutdownAsync(stop);
        }
        return 0;
    }

    private static void AddServices(WebApplicationBuilder builder, DatabaseSetup setup, Roles roles, SampleOptions sample, string? rabbit, Action<MassTransit.IRabbitMqSslConfigurator>? brokerTls)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System).AddSingleton(setup.Database).AddSingleton(setup.Keys).AddSingleton<PartPayload>().AddSingleton(sample);
        services.AddSingleton<WaitingReplay>();
        services.AddSchools().AddPublishers().AddMapping().AddSignalling().AddTeaching();
        services.Configure<DoorLimits>(builder.Configuration.GetSection("Limits"));
        services.Configure<AdministrationOptions>(builder.Configuration.GetSection("Administrations")).Configure<VersionPolicy>(builder.Configuration.GetSection("Versions"));
        services.Configure<DispatcherOptions>(builder.Configuration.GetSection("Dispatcher"));
        if (roles.HasFlag(Roles.Publishers)) services.AddHostedService<Dispatcher>().AddHostedService<PullSchedule>().AddHostedService(p => p.GetRequiredService<PullRunner>());
        services.Configure<TokenOptions>(builder.Configuration.GetSection("Tokens"));
        if (roles.HasFlag(Roles.Signalling)) services.AddHostedService<ReturnClock>().AddHostedService<DifficultyClock>();
        services.Configure<IdentityProviders>(builder.Configuration.GetSection("Identity"));
        services.Configure<SignInLimits>(builder.Configuration.GetSection("SignIn"));
        services.AddWeb();
        services.AddSingleton<Reconcile>();
        services.AddSingleton(builder.Configuration.GetSection("Mail").Get<Dashboard.Web.Mail.MailSettings>() ?? new());
        if (roles.HasFlag(Roles.Web)) services.AddHostedService<NightlyReconcile>().AddHostedService<AuditSealing>().AddHostedService<NightlyRetention>().AddHostedService<Dashboard.Web.Mail.DigestClock>();
        services.AddBus(roles, rabbit, brokerTls);
        services.AddDataProtection().SetApplicationName("dashboard");
        services.AddSingleton<SharedKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<SharedKeys>((o, keys) => o.XmlRepository = keys);
        services.Configure<Microsoft.AspNetCore.Builder.ForwardedHeadersOptions>(o => o.TrustProxies(builder.Configuration["Proxy:Known"]));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        if (roles.HasFlag(Roles.Publishers))
        {
            services.Configure<HealthOptions>(builder.Configuration.GetSection("Health"));
            services.AddSingleton<LedgerWatch>().AddHostedService(p => p.GetRequiredService<LedgerWatch>());
            services.AddHealthChecks().AddCheck<LedgerWatch>("ledger", tags: ["work"]);
        }
        services.AddOpenApi(Description.OfWhatIsAsked);
        services.AddTelemetry(builder.Configuration);
        if (sample.On) services.AddSingleton<SampleSchoolSeed>().AddSingleton<SampleTools>().AddHostedService(p => p.GetRequiredService<SampleTools>());
    }

    private static void Map(WebApplication app, Roles roles)
    {
        app.UseForwardedHeaders();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        app.MapHealthChecks("/health/work", new() { Predicate = check => check.Tags.Contains("work") });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOpenApi();
        if (roles.HasFlag(Roles.Publishers))
        {
            app.MapPublishers();
            app.MapMethodGoals();
        }
        if (roles.HasFlag(Roles.Web)) app.MapWeb();
    }

    /// <summary>One process does everything: whatever was in flight died with the last one.</summary>
    private static async Task EndLeases(Database database, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.Dispatcher, stop);
        await session.EndLeases(stop);
        await session.Commit(stop);
    }
}
