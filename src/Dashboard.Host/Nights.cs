using System.Runtime.CompilerServices;
using Dashboard.Schools.Calendar;

namespace Dashboard.Host;

/// <summary>The nights at a time of day in the Netherlands.</summary>
internal static class Nights
{
    /// <summary>Yields each time the clock comes past <paramref name="at"/> (Europe/Amsterdam), until stopped; a night that passes while the work of the last one still runs is left out.</summary>
    public static async IAsyncEnumerable<DateTimeOffset> At(TimeOnly at, TimeProvider clock, [EnumeratorCancellation] CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            var today = SchoolTime.FromLocal(SchoolTime.Day(now).ToDateTime(at));
            var next = today > now ? today : SchoolTime.FromLocal(SchoolTime.Day(now).AddDays(1).ToDateTime(at));
            await Task.Delay(next - now, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested) yield return next;
        }
    }
}
