using System.Globalization;
using Dashboard.Store;
using Dashboard.Store.Ledger;

namespace Dashboard.SystemTests.Store;

/// <summary>Who is served first when there is more than may be in flight (decision 0094).</summary>
public sealed class LeaseTests(RealParts parts)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    private static LeaseLimits Room(int bytes, int parts = 500) => new(parts, bytes, PerSchool: 64, Schools: 128, TimeSpan.FromSeconds(30));

    /// <param name="work">School, how many parts, bytes of each.</param>
    private async Task<TestDatabase> Open(params (int School, int Parts, int Bytes)[] work)
    {
        var database = await parts.NewDatabase();
        await database.Migrate();
        foreach (var (school, count, bytes) in work)
            await database.Execute(string.Create(CultureInfo.InvariantCulture, $"insert into work (school_id, kind, school_year, created_at, payload) select {school}, 0, 2026, now(), decode(repeat('ab', {bytes}), 'hex') from generate_series(1, {count})"));
        return database;
    }

    private static async Task<(Dictionary<int, int> Parts, int After)> Lease(TestDatabase database, LeaseLimits limits, int after = 0, DateTimeOffset? at = null)
    {
        await using var store = database.Open();
        await using var session = await store.Begin(DatabaseRole.Publishers, Scope.Dispatcher);
        var (work, next) = await session.Lease(limits, after, at ?? Now, default);
        await session.Commit();
        return (work.CountBy(w => w.SchoolId).ToDictionary(), next);
    }

    [Fact]
    public async Task A_school_with_little_open_is_served_whole_before_the_floods_of_others()
    {
        await using var database = await Open((1, 40, 6_000), (2, 40, 6_000), (3, 15, 1_000));

        var (first, _) = await Lease(database, Room(bytes: 32_000));

        Assert.Equal(15, first[3]); // by bytes alone it would be eight
        Assert.Equal(3, first[1] + first[2]);
    }

    [Fact]
    public async Task Turns_are_counted_in_bytes_so_many_small_parts_weigh_as_few_large_ones()
    {
        await using var database = await Open((1, 40, 9_000), (2, 64, 900));

        var (first, _) = await Lease(database, Room(bytes: 54_000));

        Assert.Equal(3, first[1]);
        Assert.InRange(first[2], 28, 31);
    }

    [Fact]
    public async Task What_is_in_flight_counts_and_what_is_leased_is_not_leased_again_until_its_time_is_over()
    {
        await using var database = await Open((1, 10, 6_000), (2, 10, 6_000));

        Assert.Equal(4, (await Lease(database, Room(bytes: 24_000))).Parts.Values.Sum());
        Assert.Empty((await Lease(database, Room(bytes: 24_000))).Parts);
        Assert.Equal(4, (await Lease(database, Room(bytes: 24_000), at: Now.AddSeconds(31))).Parts.Values.Sum());
    }

    [Fact]
    public async Task The_next_turn_begins_after_the_school_that_was_served_last()
    {
        await using var database = await Open((1, 9, 6_000), (2, 9, 6_000), (3, 9, 6_000));

        var (first, after) = await Lease(database, Room(bytes: 500_000, parts: 2));
        var (second, _) = await Lease(database, Room(bytes: 500_000, parts: 3), after);

        Assert.Equal([1, 2], first.Keys.Order());
        Assert.Equal(2, after);
        Assert.Equal([3], second.Keys);
    }
}
