namespace Dashboard.SystemTests.Journey;

/// <summary>The same input twice changes nothing; a correction moves the signal and says so. On the in-memory bus and on RabbitMQ.</summary>
[Collection(RabbitTests.Name)]
public sealed class RedeliveryTests(RealParts parts)
{
    private static readonly DateTimeOffset Day = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-3).AddHours(9), TimeSpan.Zero);

    /// <summary>Muiswerk does not adapt, so right and wrong count: a clear failing sequence.</summary>
    private static Attempt[] Failing(string pupil) =>
        [.. Enumerable.Range(0, 4).Select(i => new Attempt($"t-{pupil}-{i}", pupil, i == 0 ? 2 : 1, 5, Day.AddHours(i)))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "CI-13")]
    public async Task The_same_delivery_again_changes_no_row_and_a_correction_moves_the_signal(bool rabbit)
    {
        await using var stage = await Stage.Set(parts, rabbit);
        var host = await stage.Host();
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");

        var first = await muiswerk.Send("test-goal", Failing("lln-bram"));
        await stage.Quiet();
        Assert.Equal("4 0 0 0 0", await muiswerk.Counts(first));
        Assert.Equal(1, await stage.Count("select count(*) from signal where kind = 1 and state = 0"));
        var before = await stage.Everything();

        var again = await muiswerk.Send("test-goal", Failing("lln-bram"));
        await stage.Quiet();
        Assert.Equal("0 4 0 0 0", await muiswerk.Counts(again));
        Assert.Equal(before, await stage.Everything());

        // The publisher counted wrong: everything was right. The signal is withdrawn, its reason is "result corrected", history is kept.
        var better = await muiswerk.Send("test-goal", [.. Failing("lln-bram").Select(a => a with { Correct = 5, Modified = Day.AddHours(9) })]);
        await stage.Quiet();
        Assert.Equal("0 0 4 0 0", await muiswerk.Counts(better));
        Assert.Equal(1, await stage.Count("select count(*) from signal where kind = 1 and state = 2 and end_reason = 2"));
        Assert.Equal(4, await stage.Count("select count(*) from result_history"));

        // The old version once more, late: a lower version never overwrites a higher one.
        var late = await muiswerk.Send("test-goal", Failing("lln-bram"));
        await stage.Quiet();
        Assert.Equal("0 4 0 0 0", await muiswerk.Counts(late));
        Assert.Equal(0, await stage.Count("select count(*) from signal where kind = 1 and state = 0"));

        var cancelled = await muiswerk.Send("test-goal", Failing("lln-bram")[0] with { Cancelled = true, Modified = Day.AddHours(10) });
        await stage.Quiet();
        Assert.Equal("0 0 1 0 0", await muiswerk.Counts(cancelled));
        Assert.Equal(3, await stage.Count("select count(*) from result where status = 0 and part <> '*'"));
    }

    [Fact]
    [Trait("Requirement", "CI-23")]
    public async Task A_result_of_an_unknown_pupil_waits_and_goes_along_when_the_school_knows_him()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        var delivery = await muiswerk.Send("test-goal", [.. Failing("lln-nieuw"), .. Failing("lln-bram")]);
        await stage.Quiet();
        Assert.Equal("4 0 0 0 4", await muiswerk.Counts(delivery));
        Assert.Equal(4, await stage.Count("select count(*) from waiting_result"));

        using var folder = new TempFolder("roster");
        var file = Path.Combine(folder.Location, "roster.xml");
        var year = Schools.Calendar.SchoolTime.SchoolYear(Schools.Calendar.SchoolTime.Day(TimeProvider.System.GetUtcNow()));
        var roster = Samples.School.SampleSchool.Edexml(year).Replace("</leerlingen>", """<leerling key="lln-nieuw"><achternaam>Nieuw</achternaam><roepnaam>Nova</roepnaam><jaargroep>5</jaargroep><groep key="groep-5"/></leerling></leerlingen>""", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, roster);
        var (code, output) = await stage.Command("roster", "import", file, "--school", "demo");
        Assert.True(code == 0, output);
        Assert.Contains("leerlingen nieuw      1", output, StringComparison.Ordinal);

        await Probe.Until("the waiting results went along", async () => await stage.Count("select count(*) from result") == 8);
        await stage.Quiet();
        Assert.Equal(0, await stage.Count("select count(*) from waiting_result"));
        Assert.Equal("4 0 0 0 4", await muiswerk.Counts(delivery));
        Assert.Equal(2, await stage.Count("select count(*) from signal where kind = 1 and state = 0"));
    }
}
