using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Tokens;

/// <summary>How often one address may ask for a token, per node. Guessing costs more than being right.</summary>
internal sealed class TokenLimit(IOptions<TokenOptions> options) : IDisposable
{
    private const int CostOfFailure = 9;

    private readonly PartitionedRateLimiter<IPAddress> _limit = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.PerMinute, TokensPerPeriod = Math.Max(1, options.Value.PerMinute / 12), ReplenishmentPeriod = TimeSpan.FromSeconds(5), QueueLimit = 0,
        }));

    /// <returns>Null when the request may go on, else the seconds to wait.</returns>
    public int? Ask(HttpContext http)
    {
        using var lease = _limit.AttemptAcquire(From(http));
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 5;
    }

    public void Failed(HttpContext http)
    {
        for (var i = 0; i < CostOfFailure; i++) _limit.AttemptAcquire(From(http)).Dispose();
    }

    private static IPAddress From(HttpContext http) => http.Connection.RemoteIpAddress ?? IPAddress.None;

    public void Dispose() => _limit.Dispose();
}
