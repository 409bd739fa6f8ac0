using Dashboard.Tests.Architecture;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Dashboard.SystemTests.Routes;

/// <summary>The addresses that others rely on, and who may use them.</summary>
public sealed class FrozenRoutesTests(RealParts parts)
{
    [Fact]
    public async Task The_routes_are_as_agreed()
    {
        await using var database = await parts.NewDatabase();
        using var data = new TempFolder("routes");
        await using var host = new Host(database, data);

        Frozen.Check("routes.txt", await RouteText.Of(host.Services));
    }

    private sealed class Host(TestDatabase database, TempFolder data) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Production")
            .UseSetting("ConnectionStrings:Dashboard", database.Owner)
            .UseSetting("Dashboard:Secret", TestDatabase.Secret)
            .UseSetting("Dashboard:Data", data.Location);
    }
}
