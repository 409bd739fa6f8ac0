using Dashboard.Host.Embedded;
using Dashboard.Publishers.Connections;
using Dashboard.Schools;
using Dashboard.Store;

namespace Dashboard.Host.Commands;

/// <summary>Runs one command against the same database as the host: beside a running one, or on its own.</summary>
public static class CommandRun
{
    public static async Task<int> With(Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken stop)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        using var logs = LoggerFactory.Create(l => l.AddSimpleConsole(c => c.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning));
        try
        {
            await using var setup = await DatabaseSetup.Open(builder.Configuration, builder.Environment.ContentRootPath, ToStandardError.Logger, stop);
            builder.Services.AddSingleton(setup.Database).AddSingleton(setup.Keys).AddSingleton(TimeProvider.System).AddSingleton<PartPayload>().AddSchools();
            Publishers.PublishersComponent.AddRosterFetch(builder.Services).Configure<AdministrationOptions>(builder.Configuration.GetSection("Administrations"));
            Mapping.MappingComponent.AddMapping(builder.Services);
            Signalling.SignallingComponent.AddSignalling(builder.Services).AddSingleton<Reconcile>();
            await using var services = builder.Services.BuildServiceProvider();
            return await work(services, stop);
        }
        catch (Exception e) when (e is EmbeddedPostgresException or InvalidOperationException or Npgsql.NpgsqlException or InvalidDataException or IOException or System.Xml.XmlException or Publishers.Edexml.RosterUnreadableException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
