using System.Text.RegularExpressions;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.People;

/// <summary>A real school's people in a real browser: invited, signed in with a second factor, and through a certified OpenID provider.</summary>
[Collection(RabbitTests.Name)]
public sealed class SignInTests(RealParts parts)
{
    private const string Password = "een zin die niemand raadt";

    [Fact, Trait("Requirement", "DA-18")]
    public async Task An_administrator_sets_up_a_second_factor_invites_a_colleague_and_ends_her_sessions()
    {
        await using var school = await Lijsterbes.Open(parts);
        var host = await school.Start();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await Page(visitor);

        // The operator's first invitation; a password alone opens nothing.
        await Activate(page, host, school.FirstCode);
        await LogIn(page, host, "beheer", Password);
        await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/inloggen/instellen").ToString());
        await page.GotoAsync(new Uri(host.Address, "/beheer/mensen").ToString());
        await Expect(page).ToHaveURLAsync(new Regex("/inloggen"));
        await LogIn(page, host, "beheer", Password);
        var secret = Base32((await page.Locator("[data-secret]").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await page.FillAsync("#code", "000000");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("klopt niet");
        var code = await Fresh(secret);
        await page.FillAsync("#code", code);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/beheer/"));
        await page.GotoAsync(new Uri(host.Address, "/beheer/mensen").ToString());
        await Expect(page.Locator("h1")).ToContainTextAsync("werken met het dashboard");

        // The same code does not work a second time, on another device.
        await using var thief = await (await parts.Browser).Visitor();
        var other = await Page(thief);
        await LogIn(other, host, "beheer", Password);
        await Expect(other).ToHaveURLAsync(new Uri(host.Address, "/inloggen/code").ToString());
        await other.FillAsync("#code", code);
        await other.Keyboard.PressAsync("Enter");
        await Expect(other.GetByRole(AriaRole.Alert)).ToContainTextAsync("al gebruikt");

        // A new colleague, with a group until a day; she chooses her own password.
        await page.FillAsync("#naam", "Juf Noor");
        await page.FillAsync("#gebruikersnaam", "noor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voeg toe" }).ClickAsync();
        var row = page.Locator("tr", new() { HasText = "Juf Noor" });
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Geef groep" }).ClickAsync();
        await Expect(page.Locator("tr", new() { HasText = "Juf Noor" })).ToContainTextAsync("Groep 5");
        await page.Locator("tr", new() { HasText = "Juf Noor" }).Locator("summary").ClickAsync();
        await page.Locator("tr", new() { HasText = "Juf Noor" }).GetByRole(AriaRole.Button, new() { Name = "Nodig uit" }).ClickAsync();
        var invitation = await page.Locator(".secret").InnerTextAsync();
        await using var noor = await (await parts.Browser).Visitor();
        var hers = await Page(noor);
        await Activate(hers, host, invitation);
        await LogIn(hers, host, "noor", Password);
        await Expect(hers).ToHaveURLAsync(new Regex("/g/"));
        await Activate(hers, host, invitation, good: false); // good once

        // Her laptop is gone: her session ends on the next request, though her cookie is still there.
        await page.GotoAsync(new Uri(host.Address, "/beheer/mensen").ToString());
        await page.Locator("tr", new() { HasText = "Juf Noor" }).Locator("summary").ClickAsync();
        await page.Locator("tr", new() { HasText = "Juf Noor" }).GetByRole(AriaRole.Button, new() { Name = "Log overal uit" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Overal uitgelogd");
        await hers.GotoAsync(new Uri(host.Address, "/").ToString());
        await Expect(hers).ToHaveURLAsync(new Regex("/inloggen"));
        var actions = (await school.Database.Query("select distinct action from audit")).Select(r => r[0]).ToList();
        foreach (var action in new[] { "staff-added", "staff-invited", "staff-assigned", "sessions-ended", "password-chosen", "second-factor-on", "sign-in-code-refused" }) Assert.Contains(action, actions);
        Assert.Empty(await school.Database.Query($"select 1 from staff s where s::text like '%{Password}%' or s::text like '%{Totp.Base32(secret)}%'"));
    }

    [Fact, Trait("Requirement", "DA-18")]
    public async Task The_first_operator_of_an_empty_installation_gets_in_with_a_second_factor_only()
    {
        await using var database = await parts.NewDatabase();
        using var data = new TempFolder("operator");
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = data.Location };
        var (done, said) = await DashboardHost.Command(settings, "operator", "add", "ops.anna");
        Assert.True(done == 0, said);
        Assert.Equal(2, (await DashboardHost.Command(settings, "operator", "add", "ops.anna")).ExitCode); // nobody takes her name over
        Assert.Equal(2, (await DashboardHost.Command(settings, "operator", "invite", "ops.bert")).ExitCode);
        var code = Regex.Match(said, "code +(\\S+)").Groups[1].Value;
        await using var host = await DashboardHost.Start(settings, "--demo", "false");
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await Page(visitor);

        await Activate(page, host, code);
        await LogIn(page, host, "ops.anna", Password);
        await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/inloggen/instellen").ToString());
        await page.GotoAsync(new Uri(host.Address, "/installatie").ToString());
        await Expect(page).ToHaveURLAsync(new Regex("/inloggen")); // a password alone opens nothing
        await LogIn(page, host, "ops.anna", Password);
        var secret = Base32((await page.Locator("[data-secret]").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await page.FillAsync("#code", await Fresh(secret));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/installatie").ToString());

        // Her first work: a school, whose administrator she invites. Of its people and pupils she sees none.
        await page.FillAsync("#sleutel", "linde");
        await page.FillAsync("#naam", "De Linde");
        await page.FillAsync("#beheerder", "beheer@linde");
        await page.Locator("button[value=nieuw]").ClickAsync();
        await Expect(page.Locator("body")).ToContainTextAsync("De Linde");
        Assert.Equal(403, (await page.GotoAsync(new Uri(host.Address, "/beheer/mensen").ToString()))!.Status);
        Assert.Equal(403, (await page.GotoAsync(new Uri(host.Address, "/zoek").ToString()))!.Status);
        await Activate(page, host, code, good: false); // good once
        Assert.Equal([["linde"]], await database.Query("select key from school"));
        Assert.Equal([["ops.anna", "0", "6"]], await database.Query("select user_name, school_id, role from staff where role = 6"));
        var actions = (await database.Query("select action from audit where school_id = 0")).Select(r => r[0]).ToList();
        foreach (var action in new[] { "operator-added", "password-chosen", "second-factor-on", "school-created" }) Assert.Contains(action, actions);

        // Her sealed secret moves along when the encryption secret changes.
        settings["Dashboard__EncryptionSecrets"] = "een nieuw geheim van de proef";
        var (rotated, report) = await DashboardHost.Command(settings, "keys", "rotate");
        Assert.True(rotated == 0 && Regex.IsMatch(report, "staff.totp_secret +1\\b"), report);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_the_right_one_does_not_open_it()
    {
        await using var school = await Lijsterbes.Open(parts);
        await using var store = school.Database.Open();
        var clock = new Adjustable();
        var accounts = new SignIn(store, school.Database.Keys, clock);
        await new Accounts(store).Add(school.School, "daan", "Meester Daan", Role.Teacher, Password, null, null, [], sample: false, CancellationToken.None);
        for (var i = 0; i < SignIn.MaxFailures; i++) Assert.Null(await accounts.WithPassword("daan", "verkeerd", true, CancellationToken.None));

        Assert.Null(await accounts.WithPassword("daan", Password, true, CancellationToken.None));
        clock.Now += SignIn.LockOut + TimeSpan.FromSeconds(1);
        Assert.NotNull(await accounts.WithPassword("daan", Password, true, CancellationToken.None));
    }

    [Fact]
    public async Task On_the_first_of_August_class_bound_access_is_over()
    {
        await using var school = await Lijsterbes.Open(parts);
        await using var store = school.Database.Open();
        var row = (await school.Database.Query("select staff_id, key from staff where user_name = 'vera@lijsterbes'"))[0];
        var vera = new Person(school.School, int.Parse(row[0], null), Guid.Parse(row[1]), "Juf Vera", Role.Teacher, false);
        var year = int.Parse((await school.Database.Query("select school_year from school_group limit 1"))[0][0], null);
        await using var session = await store.Begin(DatabaseRole.Web, Scope.School(school.School));

        Assert.Single(session.Tables.VisibleGroups(vera, new Adjustable { Now = new DateTimeOffset(year + 1, 7, 31, 20, 0, 0, TimeSpan.Zero) }));
        Assert.Empty(session.Tables.VisibleGroups(vera, new Adjustable { Now = new DateTimeOffset(year + 1, 7, 31, 22, 30, 0, TimeSpan.Zero) })); // half past midnight in Amsterdam
    }

    [Fact, Trait("Requirement", "DA-18")]
    public async Task People_sign_in_through_a_certified_OpenID_provider_with_the_claims_of_Entree()
    {
        await using var school = await Lijsterbes.Open(parts);
        await using var provider = await Provider.Start(school.Port);
        var host = await school.Start(provider.Authority);
        await using (var visitor = await (await parts.Browser).Visitor())
        {
            var page = await Page(visitor);
            await page.GotoAsync(new Uri(host.Address, "/inloggen?terug=%2Fuitleg").ToString());
            await Through(page, "vera");
            await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/uitleg").ToString()); // where she wanted to go
            await page.GotoAsync(new Uri(host.Address, "/").ToString());
            await Expect(page).ToHaveURLAsync(new Regex("/g/"));
            // The address of the answer is of no use to anybody: the browser that asked has to bring it.
            await page.GotoAsync(new Uri(host.Address, "/inloggen/terug?code=x&state=y").ToString());
            await Expect(page).ToHaveURLAsync(new Regex("/g/"));
        }
        foreach (var (who, told) in new[] { ("leerling", "voor medewerkers"), ("elders", "doet niet mee"), ("nieuw", "zegt eerst wie je bent") })
        {
            await using var visitor = await (await parts.Browser).Visitor();
            var page = await Page(visitor);
            await page.GotoAsync(new Uri(host.Address, "/inloggen").ToString());
            await Through(page, who);
            await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(told);
        }
        // Who waits is told to nobody but her school, and is known by a hash.
        Assert.Equal(["2"], (await school.Database.Query("select count(*) from external_login where provider = 'entree'"))[0]);
        Assert.Empty(await school.Database.Query("select 1 from external_login e where e::text like '%Nieuwe%' or e::text like '%nieuw%'"));
        Assert.Equal(["1"], (await school.Database.Query("select count(*) from audit where action = 'sign-in' and detail ->> 'provider' = 'entree'"))[0]);
    }

    [Fact, Trait("Requirement", "DA-18")]
    public async Task An_ECK_iD_in_an_array_says_who_somebody_is_after_her_accounts_changed()
    {
        await using var school = await Lijsterbes.Open(parts);
        await using var provider = await Provider.Start(school.Port);
        var host = await school.Start(provider.Authority);
        // First she is found by her real id; only from then on by her ECK iD. Another spelling, two values or a real id of somebody else do not count.
        foreach (var (who, known) in new[] { ("verhuisd", false), ("vera", true), ("kleineletter", false), ("tweewaarden", false), ("tegenspraak", false), ("verhuisd", true) })
        {
            await using var visitor = await (await parts.Browser).Visitor();
            var page = await Page(visitor);
            await page.GotoAsync(new Uri(host.Address, "/inloggen?terug=%2Fuitleg").ToString());
            await Through(page, who);
            if (known) await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/uitleg").ToString());
            else await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("zegt eerst wie je bent");
        }
        var vera = (await school.Database.Query("select staff_id from staff where user_name = 'vera@lijsterbes'"))[0][0];
        Assert.Equal([[vera, "1"]], await school.Database.Query("select staff_id, count(*) from external_login where provider = 'eckId' group by 1"));
        Assert.Empty(await school.Database.Query("select 1 from external_login e where e::text like '%ketenid%' or e::text like '%1a5c9c72%'"));
        Assert.DoesNotContain("1a5c9c72", host.Output, StringComparison.Ordinal);
    }

    private static async Task Through(IPage page, string who)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Inloggen met Entree Federatie" }).ClickAsync();
        await page.FillAsync("input[name=login]", who);
        await page.FillAsync("input[name=password]", "x");
        await page.ClickAsync("button[type=submit]");
        await page.ClickAsync("button[type=submit]"); // consent
    }

    private static async Task<IPage> Page(IBrowserContext visitor)
    {
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        return page;
    }

    private static async Task LogIn(IPage page, DashboardHost host, string name, string password)
    {
        await page.GotoAsync(new Uri(host.Address, "/inloggen").ToString());
        await page.FillAsync("#naam", name);
        await page.FillAsync("#wachtwoord", password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(u => !u.EndsWith("/inloggen", StringComparison.Ordinal));
    }

    private static async Task Activate(IPage page, DashboardHost host, string code, bool good = true)
    {
        await page.GotoAsync(new Uri(host.Address, "/activeren").ToString());
        await page.FillAsync("#code", code);
        await page.FillAsync("#nieuw", Password);
        await page.FillAsync("#nogmaals", Password);
        await page.Keyboard.PressAsync("Enter");
        if (good) await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Log nu in");
        else await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("klopt niet of is verlopen");
    }

    /// <summary>A code that is good for some seconds more.</summary>
    private static async Task<string> Fresh(byte[] secret)
    {
        await Probe.Until("a step that lasts", () => Task.FromResult(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % Totp.StepSeconds is > 0 and < 25));
        return Totp.Code(secret, Totp.Step(TimeProvider.System.GetUtcNow()));
    }

    private static byte[] Base32(string text)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in text)
        {
            buffer = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            if ((bits += 5) < 8) continue;
            bytes.Add((byte)(buffer >> (bits -= 8)));
        }
        return [.. bytes];
    }

    private sealed class Adjustable : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
