using System.Net;
using Dashboard.Samples.Classroom;
using Dashboard.Samples.Publisher;
using Dashboard.Samples.Rekentuin;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.SystemTests.Compose;

/// <summary>
/// docker-compose.yml as it stands, without the containers: its commands with its environment, as processes against the real
/// PostgreSQL and RabbitMQ. Replaced are only the host names, ports and accounts of the two servers, and each node's own port.
/// </summary>
[Collection(RabbitTests.Name)]
public sealed class ComposeTests(RealParts parts)
{
    [Fact]
    public void The_file_agrees_with_itself()
    {
        var services = ComposeFile.Read();
        var (postgres, rabbit) = (services.Single(s => s.Name == "postgres").Environment, services.Single(s => s.Name == "rabbitmq").Environment);

        Assert.Equal(["web", "signalling", "mapping", "publishers"], services.Where(s => s.IsOurs).Select(s => s.Name)); // what receives starts before what sends
        Assert.All(services.Where(s => s.IsOurs), service =>
        {
            Assert.Equal(["--roles", service.Name], service.Command);
            var database = new NpgsqlConnectionStringBuilder(service.Environment["ConnectionStrings__Dashboard"]);
            Assert.Equal(("postgres", postgres["POSTGRES_USER"], postgres["POSTGRES_PASSWORD"], postgres["POSTGRES_DB"]), (database.Host, database.Username, database.Password, database.Database));
            var broker = new Uri(service.Environment["ConnectionStrings__RabbitMq"]);
            Assert.Equal(("rabbitmq", $"{rabbit["RABBITMQ_DEFAULT_USER"]}:{rabbit["RABBITMQ_DEFAULT_PASS"]}"), (broker.Host, broker.UserInfo));
            var port = service.Environment["ASPNETCORE_URLS"].Split(':')[^1];
            Assert.Contains($"/dev/tcp/127.0.0.1/{port}", service.HealthCheck[^1], StringComparison.Ordinal);
            Assert.Contains("GET /health/ready", service.HealthCheck[^1], StringComparison.Ordinal);
            Assert.All(service.Ports, p => Assert.EndsWith(":" + port, p, StringComparison.Ordinal));
        });
        Assert.All(services, s => Assert.NotEmpty(s.HealthCheck));
        Assert.All(services.SelectMany(s => s.Map("depends_on").Values), d => Assert.Equal("service_healthy", ((Dictionary<string, object>)d)["condition"]));
    }

    [Fact]
    public async Task The_four_roles_start_in_order_and_pass_a_result_on_from_door_to_signal()
    {
        using var volume = new TempFolder("compose");
        await using var database = await parts.NewDatabase();
        var broker = await (await parts.Rabbit).NewVirtualHost();
        var running = new Dictionary<string, DashboardHost>();
        try
        {
            foreach (var service in ComposeFile.Read().Where(s => s.IsOurs))
                running[service.Name] = await Start(service, volume, database, broker); // each when the one before is ready

            await using (var tool = await SimulatedRekentuin.Start(running["publishers"].Address, new SimulationOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None))
            {
                var pupil = SampleSchool.Load().Roster.Pupils[0];
                await tool.SendOne(pupil, Classroom.OrdinaryGoals("rekentuin", pupil)[0], null, CancellationToken.None);
            }
            await Probe.Until("the delivery is signalled", async () => string.Join(' ', (await database.Query("select state, accepted, parts, parts_done from delivery")).Select(d => string.Join('/', d))), d => d == "2/1/1/1");
            Assert.Equal("1", Assert.Single(await database.Query("select count(*) from result"))[0]);
            Assert.DoesNotContain("error", await (await parts.Rabbit).Queues(broker), StringComparison.Ordinal);

            Assert.Single(Directory.GetFiles(volume.Location, "secret")); // one secret, made by the first, shared by all
            Assert.Equal(HttpStatusCode.Found, await Ask(running["web"], "/"));
            Assert.Equal(HttpStatusCode.OK, await Ask(running["publishers"], "/uwlr/v2/leerresultaten?wsdl"));
            Assert.Equal(HttpStatusCode.Unauthorized, await Ask(running["publishers"], "/api/v1/deliveries"));
            Assert.Equal(HttpStatusCode.NotFound, await Ask(running["web"], "/uwlr/v2/leerresultaten?wsdl"));
            foreach (var role in (string[])["mapping", "signalling"]) Assert.Equal(HttpStatusCode.OK, await Ask(running[role], "/health/live"));
        }
        finally
        {
            foreach (var host in running.Values.Reverse()) await host.DisposeAsync();
        }
        Assert.Empty(Shell.ProcessesUsing(volume.Location));
    }

    private static Task<DashboardHost> Start(ComposeService service, TempFolder volume, TestDatabase database, string broker)
    {
        var settings = service.Environment;
        settings["ConnectionStrings__Dashboard"] = database.Owner;
        settings["ConnectionStrings__RabbitMq"] = broker;
        settings["Dashboard__Data"] = volume.Location;
        settings["Demo"] = "true"; // a school and a publisher to try it with
        settings["Sample__Send"] = "false";
        settings.Remove("ASPNETCORE_URLS"); // one machine: each its own port, by --urls
        return DashboardHost.Start(settings, service.Command);
    }

    private static async Task<HttpStatusCode> Ask(DashboardHost host, string path)
    {
        using var answer = await host.Http.GetAsync(path);
        return answer.StatusCode;
    }
}
