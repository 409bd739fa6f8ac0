using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Dashboard.Host;

/// <summary>Traces over OTLP when OTEL_EXPORTER_OTLP_ENDPOINT says where to; they carry ids and statement texts, never parameters.</summary>
public static class Telemetry
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .AddSource("Microsoft.AspNetCore", "MassTransit", "Npgsql")
            .AddOtlpExporter()
            .Build());
        services.AddHostedService<TelemetryStart>();
    }

    /// <summary>Builds the provider with the host, so that nothing is missed.</summary>
    private sealed class TelemetryStart(TracerProvider provider) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            provider.ForceFlush();
            return Task.CompletedTask;
        }
    }
}
