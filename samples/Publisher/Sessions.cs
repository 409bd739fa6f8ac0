using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Dashboard.Samples.Publisher;

/// <summary>The sessions of a tool's site: only a launch makes one.</summary>
internal sealed class Sessions(TimeProvider clock)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(2);
    private readonly ConcurrentDictionary<string, DateTimeOffset> ends = new(StringComparer.Ordinal);

    public string Begin()
    {
        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        ends[key] = clock.GetUtcNow() + Lasts;
        return key;
    }

    public bool Known(string? key) => key is not null && ends.TryGetValue(key, out var end) && clock.GetUtcNow() < end;
}
