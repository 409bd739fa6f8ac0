using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Settings;
using Dashboard.Store;
using Dashboard.SystemTests.Journey;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Signalling;

/// <summary>
/// The administrator chooses when signals are derived, sees first what it would have shown, and the fold follows; the teacher sets a
/// streefniveau; a difficulty release is made; the school exports its own practice. On the real host, browser and database.
/// </summary>
public sealed class SignalChoiceTests(RealParts parts)
{
    private static readonly DateTimeOffset Day = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-3).AddHours(9), TimeSpan.Zero);

    private static Attempt[] Poor(string pupil) => [.. Enumerable.Range(0, 4).Select(i => new Attempt($"s-{pupil}-{i}", pupil, 1, 5, Day.AddHours(i)))];

    [Fact]
    [Trait("Requirement", "SI-06")]
    [Trait("Requirement", "SI-24")]
    public async Task The_administrator_looks_first_then_switches_derived_signals_off_and_on()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        await muiswerk.Send("test-goal", Poor("lln-maaike"));
        await stage.Quiet();
        Assert.Equal(1, await stage.Count("select count(*) from signal where kind = 1 and state = 0 and rule = 'stuck-answers'"));

        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.SignIn(host, "beheer");
        await page.To(host, "/beheer/koppelingen/muiswerk/signalen");
        await page.CheckAsync("input[name=derived][value=false]");
        await page.ClickAsync("button[value=bekijk]");
        await Expect(page.Locator("#gevolg tr", new() { HasText = "Groep 5" })).ToContainTextAsync("1 → 0");
        Assert.Equal(0, await stage.Count("select count(*) from signal_setting")); // looking stores nothing
        await Expect(page.Locator("input[name=derived][value=false]")).ToBeCheckedAsync();

        await page.ClickAsync("button[value=bewaar]");
        await Expect(page.Locator("h1")).ToContainTextAsync("leidt niets af uit Muiswerk");
        await stage.Quiet();
        Assert.Equal(1, await stage.Count("select count(*) from signal where kind = 1 and state = 1 and end_reason = 22"));
        Assert.Equal(1, await stage.Count("select count(*) from audit where action = 'signal-setting' and detail::text like '%\"derived\": false%'"));

        // Out of its bounds: refused with the bounds, nothing stored. Saved twice: once.
        await page.CheckAsync("input[name=derived][value=true]");
        await page.CheckAsync("input[name=set][value=WrongCount]");
        await page.Locator("form.choices").EvaluateAsync("f => f.noValidate = true");
        await page.FillAsync("[name='t.WrongCount.stuck-wrong-count.wrong']", "40");
        await page.ClickAsync("button[value=bewaar]");
        await Expect(page.Locator("#fout")).ToContainTextAsync("kan van 3 tot en met 10");
        await page.FillAsync("[name='t.WrongCount.stuck-wrong-count.wrong']", "6");
        await page.ClickAsync("button[value=bewaar]");
        await Expect(page.Locator("h1")).ToContainTextAsync("aantal fout");
        await page.ClickAsync("button[value=bewaar]");
        await Expect(page.Locator(".list li")).ToHaveCountAsync(3);
        Assert.Equal(2, await stage.Count("select count(*) from signal_setting"));

        // What comes now follows it.
        var now = TimeProvider.System.GetUtcNow();
        await muiswerk.Send("test-goal", [.. Enumerable.Range(0, 3).Select(i => new Attempt($"n-{i}", "lln-daan", 1, 5, now.AddSeconds(i)))]);
        await stage.Quiet();
        Assert.Equal(1, await stage.Count("select count(*) from signal where kind = 1 and state = 0 and rule = 'stuck-wrong-count' and (evidence -> 'parameters' ->> 'wrong')::float = 6"));
        await Reconciles(stage);
    }

    [Fact]
    public async Task Nobody_but_the_administrator_of_the_school_gets_there()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        foreach (var name in (string[])["vera", "ib", "bestuur", "uitgever", "curator", "operator"])
        {
            await using var visitor = await (await parts.Browser).Visitor();
            var page = await visitor.SignIn(host, name);
            var answer = await page.To(host, "/beheer/koppelingen/muiswerk/signalen");
            Assert.True(answer!.Status == 403, $"{name}: {answer.Status}");
        }
        using var nobody = await host.Http.GetAsync("/beheer/koppelingen/muiswerk/signalen");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, nobody.StatusCode);
        await using var own = await (await parts.Browser).Visitor();
        Assert.Equal(404, (await (await own.SignIn(host, "beheer")).To(host, "/beheer/koppelingen/onbekend/signalen"))!.Status);
    }

    [Fact]
    [Trait("Requirement", "SI-30")]
    [Trait("Requirement", "SI-34")]
    public async Task The_teacher_sets_a_streefniveau_and_it_counts_from_then()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        // Three of five for both: for Maaike, who aims high, that is low; Daan has no streefniveau of his own.
        Attempt[] Some(string pupil, DateTimeOffset at) => [new($"a-{pupil}-{at.Ticks}", pupil, 2, 3, at), new($"b-{pupil}-{at.Ticks}", pupil, 1, 2, at.AddSeconds(1))];
        await muiswerk.Send("test-goal", [new Attempt("first", "lln-maaike", 1, 2, Day)]);
        await stage.Quiet();

        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.SignIn(host, "vera");
        var maaike = (await stage.Database.Query("select p.key::text from pupil p join pupil_name n using (school_id, pupil_id) where n.given_name = 'Maaike'"))[0][0];
        await page.To(host, $"/g/groep-5/l/{maaike}");
        await page.Locator("summary", new() { HasText = "Streefniveau rekenen (Muiswerk): geen eigen" }).First.ClickAsync();
        await page.Locator("form.target select").First.SelectOptionAsync("Plus");
        await page.Locator("form.target button").First.ClickAsync();
        await Expect(page.Locator("summary", new() { HasText = "Streefniveau rekenen (Muiswerk): hoog" }).First).ToBeVisibleAsync();
        await stage.Quiet();
        Assert.Equal(1, await stage.Count("select count(*) from target_level where level = 2"));
        Assert.Equal(1, await stage.Count("select count(*) from audit where action = 'target-level'"));

        var now = TimeProvider.System.GetUtcNow();
        await muiswerk.Send("test-goal", [.. Some("lln-maaike", now), .. Some("lln-daan", now)]);
        await stage.Quiet();
        Assert.Equal([["Maaike"]], await stage.Database.Query("select n.given_name from signal s join pupil_name n using (school_id, pupil_id) where s.kind = 1 and s.state = 0 and (s.evidence ->> 'targetLevelUsed')::boolean"));
        Assert.Equal(1, await stage.Count("select count(*) from signal where kind = 1"));
        await Reconciles(stage);
    }

    [Fact]
    public async Task A_difficulty_release_counts_from_now_and_the_export_replays()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var muiswerk = await TestPublisher.SignIn(await stage.Host(), "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        var pupils = (string[])["lln-maaike", "lln-daan", "lln-noor", "lln-bram", "lln-sander"];
        await muiswerk.Send("test-goal", [.. pupils.SelectMany(Poor)]);
        await stage.Quiet();
        var before = await stage.Everything();

        var (none, tooFew) = await stage.Command("signals", "difficulty", "--school", "demo", "--tool", "rekentuin");
        Assert.True(none == 0 && tooFew.Contains("te weinig resultaten", StringComparison.Ordinal), tooFew);
        var (code, output) = await stage.Command("signals", "difficulty", "--school", "demo", "--tool", "muiswerk");
        Assert.True(code == 0 && output.Contains("muiswerk: 1 methodedoelen, 5 leerlingen", StringComparison.Ordinal), output);
        await stage.Quiet();
        Assert.Equal(before, await stage.Everything()); // history keeps the release that was in force
        Assert.Equal([["5", "50", "10"]], await stage.Database.Query("select pupils::text, items::text, success::text from difficulty"));
        await Reconciles(stage);

        using var folder = new TempFolder("export");
        var (exported, report) = await stage.Command("signals", "export", "--school", "demo", "--out", folder.Location);
        Assert.True(exported == 0 && report.Contains("resultaten          20", StringComparison.Ordinal), report);
        var events = await File.ReadAllTextAsync(Path.Combine(folder.Location, "events.csv"));
        foreach (var (trace, why) in (await stage.Database.Query("select key::text from pupil union select given_name from pupil_name")).Select(r => (r[0], "of a pupil"))) Assert.False(events.Contains(trace, StringComparison.OrdinalIgnoreCase), why);
        var replayed = Path.Combine(folder.Location, "signals.csv");
        var (ran, said) = await stage.Command("signals", "replay", "--events", Path.Combine(folder.Location, "events.csv"), "--goals", Path.Combine(folder.Location, "goals.csv"), "--out", replayed);
        Assert.True(ran == 0, said);
        Assert.Equal(5, (await File.ReadAllLinesAsync(replayed)).Count(l => l.Contains(",STUCK,", StringComparison.Ordinal) && l.EndsWith(",1", StringComparison.Ordinal)));
        Assert.Equal(2, (await stage.Command("signals", "export", "--school", "nergens", "--out", folder.Location)).ExitCode);
    }

    /// <summary>Nobody asks for it: the host makes what is due, one per period, however many nodes look.</summary>
    [Fact]
    public async Task A_difficulty_release_comes_by_itself_once_in_a_period_whatever_the_number_of_nodes()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        stage.Extra["Signalling__ReleaseSeconds"] = "1";
        var muiswerk = await TestPublisher.SignIn(await stage.Host(), "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        await muiswerk.Send("test-goal", [.. ((string[])["lln-maaike", "lln-daan", "lln-noor", "lln-bram", "lln-sander"]).SelectMany(Poor)]);
        await Probe.Until("the host made a release", async () => await stage.Count("select count(*) from difficulty_release") == 1);
        await stage.Quiet();
        await muiswerk.Send("test-goal", Poor("lln-elif")); // something new: due again, but not in this period
        await stage.Quiet();
        await using var store = stage.Database.Open();
        Task<int> Node() => new DifficultyReleases(store, new ToolSettings(store, TimeProvider.System), new PartPayload(stage.Database.Keys), TimeProvider.System).MakeDue(CancellationToken.None);
        var made = await Task.WhenAll(Node(), Node());
        Assert.Equal([0, 0], made);
        Assert.Equal(1, await stage.Count("select count(*) from difficulty_release"));
        await Reconciles(stage); // and a fold from the beginning tells the same
    }

    [Fact]
    public async Task Two_nodes_at_the_same_moment_make_one_difficulty_release()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var muiswerk = await TestPublisher.SignIn(await stage.Host(), "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        await muiswerk.Send("test-goal", [.. ((string[])["lln-maaike", "lln-daan", "lln-noor", "lln-bram", "lln-sander"]).SelectMany(Poor)]);
        await stage.Quiet();
        await using var store = stage.Database.Open();
        Task<int> Node() => Task.Run(() => new DifficultyReleases(store, new ToolSettings(store, TimeProvider.System), new PartPayload(stage.Database.Keys), TimeProvider.System).MakeDue(CancellationToken.None));
        var made = await Task.WhenAll(Node(), Node(), Node(), Node());
        Assert.Equal(1, made.Sum());
        Assert.Equal(1, await stage.Count("select count(*) from difficulty_release"));
    }

    /// <summary>At most 200 bytes per pupil and method goal: the whole row of a tool that counts answers, and the fields of one that fills them all.</summary>
    [Fact]
    public async Task State_is_small()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        const string Header = "24";
        var full = await database.Query($"""
            select pg_column_size(s) - {Header} from (select 1::int, 2026::smallint, 1::int, 1::int, 1::float8, 1::float8, 1::float8, 1::float8, 1::float8, 1::float8, now(), 1::float8, 1::int, 1::int,
              1::smallint, current_date, 1::smallint, now(), now(), now(), now(), now(), now(), 1::int, 1::int, 1::int, 1::int, 1::int, 1::real, 1::real, 1::real, 1::real) s
            """);
        Assert.InRange(int.Parse(full[0][0], System.Globalization.CultureInfo.InvariantCulture), 100, 200);
        var columns = await database.Query("select count(*)::text from information_schema.columns where table_name = 'goal_state' and table_schema = 'public'");
        Assert.Equal("32", columns[0][0]); // the row above is this table's
    }

    private static async Task Reconciles(Stage stage)
    {
        var (code, output) = await stage.Command("reconcile", "--school", "demo");
        Assert.True(code == 0 && output.Contains("states otherwise 0, signals otherwise 0", StringComparison.Ordinal), output);
    }
}
