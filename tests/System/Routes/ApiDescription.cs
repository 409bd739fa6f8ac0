using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Dashboard.SystemTests.Routes;

/// <summary>The host in this process, and the API description that it gives.</summary>
internal sealed class ApiDescription : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly TempFolder _data = new("api");
    private readonly Factory _host;

    private ApiDescription(TestDatabase database) => (_database, _host) = (database, new Factory(database, _data));

    public JsonNode Document { get; private set; } = new JsonObject();

    public IServiceProvider Services => _host.Services;

    public static async Task<ApiDescription> Open(RealParts parts)
    {
        var description = new ApiDescription(await parts.NewDatabase());
        using var http = description._host.CreateClient();
        description.Document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        return description;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _data.Dispose();
    }

    private sealed class Factory(TestDatabase database, TempFolder data) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Production")
            .UseSetting("ConnectionStrings:Dashboard", database.Owner).UseSetting("Dashboard:Secret", TestDatabase.Secret).UseSetting("Dashboard:Data", data.Location);
    }
}
