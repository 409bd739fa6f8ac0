using Dashboard.Schools.Audits;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Schools.People.External;
using Dashboard.Schools.Roster;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Schools;

/// <summary>People, roster and feeds: every role needs them.</summary>
public static class SchoolsComponent
{
    public static IServiceCollection AddSchools(this IServiceCollection services) => services
        .AddSingleton<AuditSeals>()
        .AddSingleton<Rights.Rights>()
        .AddSingleton<Rights.Retention>()
        .AddSingleton<Exit.SchoolExit>()
        .AddSingleton<Keys.KeyRotation>()
        .AddSingleton<NewSchool>()
        .AddSingleton<Sessions>()
        .AddSingleton<Team>().AddSingleton<Operators>()
        .AddSingleton<OpenIdClient>()
        .AddSingleton<ExternalSignIn>().AddSingleton<ProviderOfStaff>()
        .AddSingleton<SignIn>()
        .AddSingleton<Accounts>().AddSingleton<Handovers>()
        .AddSingleton<RosterImport>()
        .AddSingleton<Administrations>()
        .AddSingleton<PartyDirectory>()
        .AddSingleton<FeedStates>()
        .AddSingleton<SchoolCalendars>()
        .AddSingleton<StudyDays>()
        .AddSingleton<FeedAgreements>()
        .AddSingleton<FeedRequests>()
        .AddSingleton<ToolProfiles>()
        .AddSingleton<AliasMatches>()
        .AddSingleton<AliasFile>()
        .AddSingleton<PublisherKeys>()
        .AddSingleton<Sandboxes>()
        .AddSingleton<Registry>();
}
