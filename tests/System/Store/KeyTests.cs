namespace Dashboard.SystemTests.Store;

public sealed class KeyTests(RealParts parts)
{
    [Fact]
    public async Task Every_key_of_a_schools_data_starts_with_the_school()
    {
        var database = await parts.Schema;
        var schoolBound = (await Catalogue.SchoolBound(database)).ToHashSet();
        var keys = (await Catalogue.Keys(database)).Where(k => schoolBound.Contains(k.Table)).ToList();

        Assert.Equal(schoolBound, keys.Where(k => k.Primary).Select(k => k.Table).ToHashSet());
        Assert.DoesNotContain(keys, k => k.Columns != "school_id" && !k.Columns.StartsWith("school_id,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_are_partitioned_by_school_year_which_is_part_of_their_key()
    {
        var database = await parts.Schema;

        Assert.Equal("LIST (school_year)", Assert.Single(await database.Query("select pg_get_partkeydef('result'::regclass)"))[0]);
        Assert.Contains(("result", "school_id,school_year,result_key", true), await Catalogue.Keys(database));
    }

    [Fact]
    public async Task What_the_fold_remembers_belongs_to_one_tool()
    {
        var keys = (await Catalogue.Keys(await parts.Schema)).Where(k => k.Primary).ToDictionary(k => k.Table, k => k.Columns.Split(','));

        Assert.Contains("tool_id", keys["track"]);
        Assert.Contains("method_goal_id", keys["goal_state"]); // a method goal is one tool's
    }
}
