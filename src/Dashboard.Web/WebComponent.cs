using Dashboard.Web.Desk;
using Dashboard.Web.Live;
using Dashboard.Web.Signals;
using MassTransit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web;

/// <summary>What the host switches on for the role "web": pages, their JSON endpoints, the live stream.</summary>
public static class WebComponent
{
    /// <summary>The cookie scheme of people.</summary>
    public const string Session = "Session";

    /// <summary>Policy: teachers and intern begeleiders; nobody else sees pupils.</summary>
    public const string SeesPupils = "SeesPupils";

    /// <summary>Policy: curators, and administrators for their own school.</summary>
    public const string EditsLinks = "EditsLinks";

    /// <summary>Policy: a publisher's own staff.</summary>
    public const string PublisherDesk = "PublisherDesk";

    /// <summary>Policy: the school administrator, for what a school decides about itself.</summary>
    public const string ManagesSchool = "ManagesSchool";

    /// <summary>Policy: who runs the installation; sees work and deliveries in numbers, never a pupil.</summary>
    public const string Operates = "Operates";

    /// <summary>Policy: whom the school's own report is for.</summary>
    public const string ReadsReport = "ReadsReport";

    private static readonly TimeSpan Stay = TimeSpan.FromHours(4);

    /// <param name="services">Also needs Database, TimeProvider, SampleOptions, AddSchools, AddMapping, AddSignalling, AddTeaching and AddPublishers.</param>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddSingleton<WebAssets>();
        services.AddSingleton<LiveGroups>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<Pages.MyList.DueToday>();
        services.AddSingleton<Pages.Links.LinkScope>();
        services.AddScoped(p => TextBook.In(Preferences.Language(p.GetRequiredService<IHttpContextAccessor>().HttpContext!)));
        services.AddScoped<Moments>();
        services.AddScoped<CurrentPublisher>();
        services.AddScoped<Pages.Inspection.InspectionQuery>();
        services.AddScoped<HalfWay>();
        services.AddScoped<Pages.OpenTool.ToolDoor>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<Checker>().AddSingleton<FeedAnswers>();
        services.AddTransient<IStartupFilter, SecurityHeaders>();
        services.AddTransient<IStartupFilter, RefusalTrail>();
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true; // pages carry no secret that a guess could be compared with: antiforgery tokens differ each time
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = System.IO.Compression.CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = System.IO.Compression.CompressionLevel.Optimal);
        services.AddAuthentication(Session).AddCookie(Session, o =>
        {
            o.Cookie = new SessionCookie { Name = "dashboard.sessie", HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
            o.LoginPath = "/inloggen";
            o.ReturnUrlParameter = "terug";
            o.Events.OnRedirectToLogin = c => Ask(c, StatusCodes.Status401Unauthorized);
            o.Events.OnRedirectToAccessDenied = c =>
            {
                c.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
            o.Events.OnValidatePrincipal = async c =>
            {
                if (Person.From(c.Principal!) is not { } person || await c.HttpContext.RequestServices.GetRequiredService<Sessions>().IsAlive(person, c.HttpContext.RequestAborted)) return;
                c.RejectPrincipal();
                await c.HttpContext.SignOutAsync(Session);
            };
            o.SlidingExpiration = true;
            o.ExpireTimeSpan = Stay;
        });
        services.AddAuthorizationBuilder().AddPolicy(SeesPupils, p => p.AddAuthenticationSchemes(Session).RequireRole(nameof(Role.Teacher), nameof(Role.InternBegeleider)))
            .AddPolicy(Operates, p => p.AddAuthenticationSchemes(Session).RequireRole(nameof(Role.Operator)))
            .AddPolicy(ReadsReport, p => p.AddAuthenticationSchemes(Session).RequireRole(nameof(Role.BoardViewer), nameof(Role.Administrator), nameof(Role.InternBegeleider)))
            .AddPolicy(EditsLinks, p => p.AddAuthenticationSchemes(Session).RequireRole(nameof(Role.Curator), nameof(Role.Administrator)))
            .AddPolicy(PublisherDesk, p => p.AddAuthenticationSchemes(Session).RequireRole(nameof(Role.PublisherStaff)))
            .AddPolicy(ManagesSchool, p => p.AddAuthenticationSchemes(Session).RequireRole(nameof(Role.Administrator)));
        services.AddAntiforgery(o => o.Cookie = new SessionCookie { Name = "dashboard.formulier", HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        services.AddRazorPages(o => o.Conventions.AuthorizeFolder("/")).AddApplicationPart(typeof(WebComponent).Assembly);
        services.Configure<Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions>(o =>
            o.Cookie = new SessionCookie { Name = "dashboard.melding", HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        return services;
    }

    /// <summary>The pages, their static files and the live stream.</summary>
    public static void MapWeb(this IEndpointRouteBuilder app)
    {
        app.MapStaticAssets();
        app.MapRazorPages();
        app.MapDeskApi();
        app.MapGet("/api/v1/groups/{group}/signals", SignalsApi.Get).RequireAuthorization(SeesPupils)
            .WithTags("Signalen").WithSummary("De signalen van een groep in dit schooljaar").Produces<IReadOnlyList<SignalView>>().Produces(401).Produces(403).Produces(404);
        app.MapGet("/g/{g}/live", LiveEndpoint.Stream).RequireAuthorization(SeesPupils)
            .WithTags("Pagina's").WithSummary("Zegt een open groepspagina dat er iets veranderde: groep en versie, meer niet").Produces(200, contentType: "text/event-stream").Produces(401).Produces(403).Produces(404);
        app.MapGet("/g/{g}/nieuw", LiveEndpoint.News).RequireAuthorization(SeesPupils)
            .WithTags("Pagina's").WithSummary("Hoeveel signalen van een groep nieuw zijn sinds een moment").Produces(200).Produces(401).Produces(403).Produces(404);
    }

    /// <summary>What a web node hears from the bus.</summary>
    public static void AddWebConsumers(this IBusRegistrationConfigurator bus) =>
        bus.AddConsumer<SignalsChangedConsumer, SignalsChangedConsumerDefinition>();

    /// <summary>Pages send a visitor to the sign-in page; a program gets the status code.</summary>
    private static Task Ask(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
