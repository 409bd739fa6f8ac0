using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Dashboard.Store;

/// <summary>
/// What this node keeps in memory of the database, as long as it is still so: each use asks for the last changes (map_change, written by
/// the tables' own triggers) and reads anew when there was one. So a change that any node committed counts at the very next use.
/// </summary>
public sealed class Kept : IDisposable
{
    /// <summary>Rows in all; what was not used for the longest goes first.</summary>
    private const long Most = 2_000_000;
    private static readonly TimeSpan Idle = TimeSpan.FromHours(2);
    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>What it was made of, and what it is.</summary>
    private sealed record Entry(string Changes, object Value);

    /// <param name="tables">Whose session asks.</param>
    /// <param name="key">Of what is kept.</param>
    /// <param name="about">What it depends on: "goals", "tool/12", "school/7".</param>
    /// <param name="read">Reads it, with its size in rows. It must not change any more: others get the same object.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<T> Read<T>(StoreContext tables, object key, IReadOnlyCollection<string> about, Func<Task<(T Value, long Rows)>> read, CancellationToken stop) where T : class
    {
        // Asked before reading: what is changed in between is read, but kept under the changes of before, and so read once more.
        var changes = await Changes(tables, about, stop);
        if (_memory.TryGetValue(key, out Entry? known) && known!.Changes == changes) return (T)known.Value;
        var (value, rows) = await read();
        _memory.Set(key, new Entry(changes, value), new MemoryCacheEntryOptions { Size = Math.Max(1, rows), SlidingExpiration = Idle });
        return value;
    }

    /// <summary>Differs from every earlier answer when anything about it was changed.</summary>
    public static async Task<string> Changes(StoreContext tables, IReadOnlyCollection<string> about, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select string_agg(about || ' ' || change, ',' order by about, change) from map_change where about = any ($1)", (NpgsqlConnection)tables.Database.GetDbConnection());
        command.Parameters.AddWithValue(about as string[] ?? [.. about]);
        return await command.ExecuteScalarAsync(stop) as string ?? "";
    }

    public void Dispose() => _memory.Dispose();
}
