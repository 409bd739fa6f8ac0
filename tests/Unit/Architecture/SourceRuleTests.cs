namespace Dashboard.Tests.Architecture;

/// <summary>What every source file keeps. Each rule is first shown to find what it forbids.</summary>
public sealed class SourceRuleTests
{
    private static readonly string[] Everything = ["src", "contracts", "samples", "tests"];

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        Assert.True(SourceRules.IsTooLong(new string('\n', 301)));
        Assert.False(SourceRules.IsTooLong(new string('\n', 300)));

        Rule.Holds("A file has at most 300 lines: split it along its subjects.", House.Files(Everything, ".cs", ".cshtml", ".js", ".sh").Where(f => SourceRules.IsTooLong(House.Read(f))));
    }

    [Fact]
    public void Folders_have_product_words()
    {
        Assert.True(SourceRules.HasEmptyFolderName("src/Dashboard.Web/Helpers/Dates.cs"));
        Assert.False(SourceRules.HasEmptyFolderName("src/Dashboard.Web/Pages/Shared/_Layout.cshtml"));

        Rule.Holds("A folder's name is a word of the product.", House.Files(Everything, ".cs", ".cshtml").Where(SourceRules.HasEmptyFolderName));
    }

    [Theory]
    [InlineData("""var c = session.Command("select count(*) from result");""")]
    [InlineData("""await Execute("insert into pupil values (1)");""")]
    [InlineData("""const string Sql = "update signal set state = 1 where school_id = $1";""")]
    [InlineData("""await using var x = new NpgsqlCommand(text, connection);""")]
    [InlineData("""tables.Results.FromSqlInterpolated($"{x}")""")]
    [InlineData("""Run("delete from mark")""")]
    public void Raw_sql_is_found(string source)
    {
        Assert.True(SourceRules.HasRawSql(source));
    }

    [Theory]
    [InlineData("// select the pupils from the group")]
    [InlineData("""Say("update the roster first");""")]
    [InlineData("var rows = from p in tables.Pupils select p;")]
    public void Other_text_is_not_taken_for_sql(string source)
    {
        Assert.False(SourceRules.HasRawSql(source));
    }

    [Fact]
    public void Raw_sql_stands_in_files_named_Sql_only()
    {
        Rule.Holds("Raw SQL stands only in files named *.Sql.cs.", House.Files(["src"], ".cs", ".cshtml").Where(f => !f.EndsWith(".Sql.cs", StringComparison.Ordinal) && SourceRules.HasRawSql(House.Read(f))));
    }

    [Theory]
    [InlineData("select avg(score) from result")]
    [InlineData("select pupil_id, sum(r.score) from result r")]
    [InlineData("select max(theta) from track")]
    [InlineData("select rank() over (partition by pupil_id)")]
    [InlineData("select * from result order by taken_at, score desc")]
    [InlineData("select percentile_cont(0.5) within group")]
    [InlineData("select sum(correct) from goal_state")]
    [Trait("Requirement", "DA-25")]
    public void Sql_that_mixes_scores_is_found(string sql)
    {
        Assert.True(SourceRules.MixesScoresInSql(sql));
    }

    [Fact]
    [Trait("Requirement", "DA-25")]
    public void No_sql_mixes_scores()
    {
        Assert.False(SourceRules.MixesScoresInSql("select sum(seconds), sum(items), max(taken_at) from result order by taken_at"));

        Rule.Holds("No SQL averages, ranks, sums or orders scores.", House.Files(["src"], ".Sql.cs", ".sql").Where(f => SourceRules.MixesScoresInSql(House.Read(f))));
    }

    [Fact]
    [Trait("Requirement", "DA-25")]
    public void No_text_promises_a_number_across_tools()
    {
        Assert.Equal(["gemiddelde", "percentage"], SourceRules.BannedWords("Het gemiddelde en het percentage."));
        Assert.Empty(SourceRules.BannedWords("Ze staan naast elkaar. Er komt geen gemiddelde."));

        Rule.Holds("No text promises a number across tools, or mastery.", House.Files(["src"], ".cshtml", ".resx", ".json", ".js", "Texts.cs", ".txt").Where(f => !f.EndsWith("package-lock.json", StringComparison.Ordinal) && !f.EndsWith("packages.lock.json", StringComparison.Ordinal))
            .SelectMany(f => SourceRules.BannedWords(House.Read(f)).Select(word => $"{f}: {word}")));
    }
}
