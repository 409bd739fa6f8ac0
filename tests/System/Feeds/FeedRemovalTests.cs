using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Feeds;

/// <summary>What a feed brought can be taken away as a whole; other schools and other tools keep theirs.</summary>
[Collection(RabbitTests.Name)]
public sealed class FeedRemovalTests(RealParts parts)
{
    [Fact, Trait("Requirement", "DA-19")]
    public async Task All_that_a_feed_brought_goes_when_it_is_off_and_not_before()
    {
        await using var town = await Neighbours.Open(parts);
        var (own, other) = (town.At(Whose.Own), town.At(Whose.Elsewhere));
        var tool = int.Parse((await town.Database.Query($"select tool_id from tool where key = '{Neighbours.Tool}'"))[0][0], null);
        var agreements = town.Services.GetRequiredService<FeedAgreements>();
        var admin = new Person(own.School, 1, Guid.Empty, "Beheer", Role.Administrator, false);
        var stop = TestContext.Current.CancellationToken;
        async Task<string> Count(int school) => string.Join(' ', (await town.Database.Query($"""
            select count(*)::text from result where school_id = {school} union all select count(*)::text from signal where school_id = {school} union all select count(*)::text from goal_state where school_id = {school}
            union all select count(*)::text from track where school_id = {school} union all select count(*)::text from waiting_result where school_id = {school} union all select count(*)::text from delivery where school_id = {school}
            """)).Select(r => r[0]));
        var (before, elsewhere) = (await Count(own.School), await Count(other.School));

        Assert.Null(await agreements.Remove(admin, tool, stop)); // it is on
        Assert.Equal(before, await Count(own.School));
        await agreements.Switch(admin, tool, on: false, stop);
        Assert.True(await agreements.Remove(admin, tool, stop) > 0);

        Assert.Equal("0 0 0 0 0 0", await Count(own.School));
        Assert.Equal(elsewhere, await Count(other.School));
        Assert.Equal("1", (await town.Database.Query($"select count(*) from audit where school_id = {own.School} and action = 'feed-removed'"))[0][0]);
    }
}
