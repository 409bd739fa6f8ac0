using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>Configuration section "SignIn".</summary>
public sealed class SignInLimits
{
    /// <summary>Wrong passwords and codes from one address in five minutes.</summary>
    public int MostFailures { get; set; } = 30;
}

/// <summary>
/// Wrong passwords and codes from one address: thirty in five minutes, then wait. Per account there is the lock-out; this is for
/// somebody who tries one password on many names. On loopback it does not count.
/// </summary>
public sealed class SignInLimit(IOptions<SignInLimits> limits) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<HttpContext> _failures = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        SessionCookie.IsLoopback(context) && !context.Request.Headers.ContainsKey("X-Forwarded-For") ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "?", _ => new SlidingWindowRateLimiterOptions { PermitLimit = limits.Value.MostFailures, Window = Window, SegmentsPerWindow = 5 }));

    /// <returns>Seconds to wait; null: go on.</returns>
    public int? Ask(HttpContext context)
    {
        using var lease = _failures.AttemptAcquire(context, 0); // zero: only asks
        return lease.IsAcquired ? null : (int)Window.TotalSeconds;
    }

    public void Failed(HttpContext context)
    {
        using var lease = _failures.AttemptAcquire(context);
    }

    public void Dispose() => _failures.Dispose();
}
