using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Tokens;
using Dashboard.Publishers.Versions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Desk;

/// <summary>The agreements of the page /uitgever/afspraken, for programs.</summary>
internal static class AgreementsApi
{
    public static void Map(RouteGroupBuilder desk) =>
        desk.MapGet("/agreements", (TextBook texts, IOptions<DoorLimits> limits, IOptions<VersionPolicy> versions) => Results.Ok(Agreements.In(texts, limits.Value, versions.Value)))
            .RequireAuthorization(PublisherScopes.AnyClient).WithSummary("Grenzen, fouten en versies, ook welke versie wanneer stopt").Produces<Agreements>();
}
