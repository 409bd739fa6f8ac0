using Dashboard.Mapping.Links.Files;

namespace Dashboard.Tests.Mapping;

/// <summary>Links as CSV and JSON: what goes out comes back.</summary>
public sealed class LinkFileTests
{
    private static LinkFile.Row Row(int number, params (string Column, string Value)[] cells) => new(number, LinkFile.Columns.ToDictionary(c => c, c => cells.FirstOrDefault(x => x.Column == c).Value ?? ""));

    private static readonly LinkFile.Row[] Rows =
    [
        Row(2, ("tool", "muiswerk"), ("code", "KLOK/HEEL"), ("goal", "urn:x"), ("reason", "Alleen \"wijzers\", geen; digitaal\nklok"), ("partNames", "analoge klok | digitale klok")),
        Row(3, ("tool", "numo"), ("code", "=1+1"), ("goal", "urn:y"), ("reason", "'s ochtends"), ("parts", "1"), ("of", "2")),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_goes_out_comes_back(bool csv)
    {
        var problems = new List<LinkFileProblem>();
        var back = LinkFile.Read(csv ? LinkFile.ToCsv(Rows) : LinkFile.ToJson(Rows), problems);

        Assert.Empty(problems);
        Assert.Equal(Rows.Select(r => string.Join('|', LinkFile.Columns.Select(c => r[c]))), back.Select(r => string.Join('|', LinkFile.Columns.Select(c => r[c]))));
        Assert.Equal(["analoge klok", "digitale klok"], back[0].Names);
    }

    [Fact]
    public void Any_text_survives_a_csv()
    {
        const string letters = "ab\"\",;;\n'=+-@ é|\t";
        for (var seed = 0; seed < 5000; seed++)
        {
            var random = new Random(seed);
            string Text() => new([.. Enumerable.Range(0, 1 + random.Next(8)).Select(_ => letters[random.Next(letters.Length)])]);
            List<List<string>> rows = [.. Enumerable.Range(0, 3).Select(_ => new List<string> { Text(), Text() })];

            Assert.Equal(rows, Csv.Read(Csv.Write(rows.Prepend(["kop", "b"])))[1..]);
        }
    }

    [Fact]
    public void A_spreadsheet_gets_no_formula_and_may_write_semicolons()
    {
        Assert.Contains(",'=1+1,", LinkFile.ToCsv(Rows), StringComparison.Ordinal);
        Assert.Equal([["a", "b"], ["1,5", "x;y"]], Csv.Read("a;b\r\n1,5;\"x;y\"\r\n\r\n"));
    }

    [Theory]
    [InlineData("tool,code\nx,y", "goal", "column-missing")]
    [InlineData("[{\"tool\": \"x\"}]", "reason", "column-missing")]
    [InlineData("[1, 2]", "", "file-unknown")]
    [InlineData("tool,\"code\nx,y", "", "file-unknown")]
    [InlineData("", "", "file-unknown")]
    public void A_file_that_cannot_be_read_says_why(string text, string field, string rule)
    {
        var problems = new List<LinkFileProblem>();

        Assert.Empty(LinkFile.Read(text, problems));
        Assert.Contains(problems, p => p.Field == field && p.Rule == rule);
    }
}
