using System.Diagnostics;

namespace Dashboard.SystemTests.Rig;

/// <summary>Waits for something that will come true by itself: asks again until it is, or fails with the last thing seen.</summary>
public static class Probe
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks every 50 ms until <paramref name="good"/>; an exception while asking counts as "not yet".</summary>
    /// <returns>The first good answer.</returns>
    public static async Task<T> Until<T>(string what, Func<Task<T>> ask, Func<T, bool> good, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        string last;
        do
        {
            try
            {
                var answer = await ask();
                if (good(answer)) return answer;
                last = answer?.ToString() ?? "null";
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or Npgsql.NpgsqlException or InvalidOperationException)
            {
                last = e.Message;
            }
            await Task.Delay(50);
        }
        while (clock.Elapsed < (limit ?? Patience));
        throw new TimeoutException($"{what}: not within {(limit ?? Patience).TotalSeconds:0} s. Last seen: {last}");
    }

    public static Task Until(string what, Func<Task<bool>> ask, TimeSpan? limit = null) => Until(what, ask, good => good, limit);
}
