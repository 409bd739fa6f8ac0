using System.Globalization;
using System.Text;
using Dashboard.Samples.Cito;
using Dashboard.SystemTests.Journey;
using TestResult = Dashboard.Samples.Cito.TestResult;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A feed that is fetched at night from a source that is slow, flaky and rate-limited; real hosts on a real database.</summary>
[Collection(RabbitTests.Name)]
public sealed class CitoFeedTests(RealParts parts)
{
    private const string Results = "select count(*) from result r join tool t using (tool_id) where t.key = 'cito'";
    private const string Waiting = "select count(*) from waiting_result w join tool t using (tool_id) where t.key = 'cito' and w.reason = ";

    [Fact]
    [Trait("Requirement", "CI-13")]
    [Trait("Requirement", "CI-18")]
    [Trait("Requirement", "DA-11")]
    public async Task What_is_new_comes_in_every_night_as_tests_that_raise_no_signal()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        await stage.Host();
        await using var cito = await SimulatedCito.Start(TimeProvider.System.GetUtcNow(), 0, SourceMoods.Bad, TimeProvider.System, TestContext.Current.CancellationToken);
        await Connect(stage, cito);

        await Fetched(stage, 1);
        // 78 pupils did two tests, each with two scores; three are known by the source's own key only; one test is of last year.
        Assert.Equal((78 - 3) * 2 * 2, await stage.Count(Results));
        Assert.Equal(0, await stage.Count(Results + " and r.origin <> 4"));
        Assert.Equal(3 * 2 * 2, await stage.Count(Waiting + "0"));
        Assert.Equal(2, await stage.Count(Waiting + "1"));
        Assert.Equal(0, await stage.Count("select count(*) from signal"));

        // The next night: one new test, one corrected; the rest was there.
        var known = (await stage.Database.Query("select result_id from result r join tool t using (tool_id) where t.key = 'cito' order by 1 limit 1"))[0][0];
        cito.Publish(New("extra-1", "lln-maaike", "E5"));
        cito.Publish(New(known, "lln-maaike", "M6"));
        await Night(stage);
        await Fetched(stage, 2);
        Assert.Equal((78 - 3) * 2 * 2 + 2, await stage.Count(Results));
        Assert.True(await stage.Count("select count(*) from result_history") > 0);
        Assert.Equal("M6", (await stage.Database.Query($"select label from result where result_id = '{known}' and is_primary"))[0][0]);

        // A night without news leaves no delivery, but is news of the feed.
        var deliveries = await stage.Count("select count(*) from delivery");
        await Night(stage);
        await Fetched(stage, 3);
        Assert.Equal(deliveries, await stage.Count("select count(*) from delivery"));

        // The school allows last year's tests: they come along by themselves.
        await stage.Database.Execute("update feed f set previous_years = true from tool t where t.tool_id = f.tool_id and t.key = 'cito'");
        await stage.Database.Execute("insert into work (school_id, kind, school_year, created_at, payload) select school_id, 1, 2026, now(), '' from school where key = 'demo'");
        await stage.Quiet();
        Assert.Equal(0, await stage.Count(Waiting + "1"));
        Assert.Equal((78 - 3) * 2 * 2 + 4, await stage.Count(Results));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-2)]
    [Trait("Requirement", "CI-06")]
    public async Task The_school_s_filter_keeps_the_rest_out(int option)
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        await stage.Host();
        await using var cito = await SimulatedCito.Start(TimeProvider.System.GetUtcNow(), 0, new SourceMoods(TimeSpan.Zero, 0, 0), TimeProvider.System, TestContext.Current.CancellationToken);
        await Connect(stage, cito, option);

        await Fetched(stage, 1);
        var levels = (await stage.Database.Query("select r.label, r.detail->'context'->0->>'value' from result r join tool t using (tool_id) where t.key = 'cito' and r.is_primary"))
            .Select(r => Array.IndexOf(Levels, r[0]) - Array.IndexOf(Levels, r[1])).Distinct().Order().ToList();
        Assert.Equal(Enumerable.Range(-2, 5).Where(l => l <= option), levels);
        Assert.Equal(option < 2, (await stage.Database.Query("select problems::text from delivery")).Any(p => p[0].Contains("level-filter", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_nodes_fetch_once_and_a_killed_one_loses_nothing()
    {
        await using var stage = await Stage.Set(parts, rabbit: true);
        var (one, other) = (await stage.Host(), await stage.Host());
        await using var cito = await SimulatedCito.Start(TimeProvider.System.GetUtcNow(), 0, new SourceMoods(TimeSpan.FromMilliseconds(300), 0, 0), TimeProvider.System, TestContext.Current.CancellationToken);
        await Connect(stage, cito);
        await Fetched(stage, 1);
        Assert.Equal(4, cito.Served); // 157 results in pages of 50, once

        await stage.Database.Execute("update pull set cursor = null, etag = null");
        var before = await stage.Everything();
        await Night(stage);
        await Probe.Until("a node is fetching", async () => await stage.Count("select count(*) from work where kind = 50 and state < 3 and lease_until > now()") == 1);
        one.Kill();
        await Fetched(stage, 2);
        Assert.Equal(before, await stage.Everything());
        Assert.Equal(HttpOk, (int)(await other.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
    }

    private const int HttpOk = 200;
    private static readonly string[] Levels = ["M3", "E3", "M4", "E4", "M5", "E5", "M6", "E6", "M7", "E7", "M8", "E8"];

    private static TestResult New(string id, string pupil, string reached)
    {
        var now = TimeProvider.System.GetUtcNow();
        var year = now.Month >= 8 ? now.Year : now.Year - 1;
        return new(id, now, new TestPupil(null, pupil, null), new TestOf("RW-M5", "Rekenen-Wiskunde M5", "M5"), now.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{year}-{year + 1}", reached, 140, 40, 30, 30);
    }

    /// <summary>The feed is active; it is fetched at night, and the night is now.</summary>
    internal static async Task Connect(Stage stage, SimulatedCito cito, int? option = null)
    {
        var (school, tool) = (await stage.Count("select school_id from school where key = 'demo'"), await stage.Count("select tool_id from tool where key = 'cito'"));
        var credential = Convert.ToHexString(stage.Database.Keys.Encrypt(school, Encoding.UTF8.GetBytes(SimulatedCito.Credential)));
        await stage.Database.Execute($"""
            insert into feed (school_id, tool_id, state, since, previous_years, level_filter) values ({school}, {tool}, 1, now(), false, {option?.ToString(CultureInfo.InvariantCulture) ?? "null"});
            insert into pull (school_id, tool_id, address, credential, nightly_minute, next_at) values ({school}, {tool}, '{cito.BaseUrl}', '\x{credential}', 190, now());
            """);
    }

    internal static Task Night(Stage stage) => stage.Database.Execute("update pull set next_at = now(), succeeded_at = null");

    internal static async Task Fetched(Stage stage, int time)
    {
        await Probe.Until($"fetch {time} is done", async () => await stage.Count("select count(*) from pull where succeeded_at is not null") == 1, TimeSpan.FromSeconds(120));
        await stage.Quiet();
    }
}
