using Dashboard.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Host;

/// <summary>Ready: the database answers as a role login.</summary>
public sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var session = await database.Begin(DatabaseRole.Web, Scope.None, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Npgsql.NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
    }
}
