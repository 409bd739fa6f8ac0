using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Schools.Roster;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Access;

/// <summary>
/// The whole host over a real database, as its role logins, with two schools side by side: "linde" with groups 5 and 6, "wilg" with
/// group 5. Each has pupils, results, signals, marks, follow-ups and staff of every role; two publishers send to them.
/// </summary>
internal sealed class Neighbours : IAsyncDisposable
{
    public const string Tool = "telraam", OtherTool = "leesmap";
    private readonly TempFolder _data = new("access");
    private readonly Factory _host;

    private Neighbours(TestDatabase database) => (Database, _host) = (database, new Factory(database, _data));

    public TestDatabase Database { get; }
    public IServiceProvider Services => _host.Services;
    public HttpClient Http { get; private set; } = null!;
    public IReadOnlyList<Place> Places { get; private set; } = [];
    public IReadOnlyList<Caller> Callers { get; private set; } = [];
    public Guid GoalKey { get; private set; }

    public Place At(Whose whose) => Places.Single(p => p.Whose == whose);

    public static async Task<Neighbours> Open(RealParts parts)
    {
        var town = new Neighbours(await parts.NewDatabase());
        town.Http = town._host.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false, HandleCookies = false });
        await town.Fill();
        return town;
    }

    private T Get<T>() where T : notnull => Services.GetRequiredService<T>();
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task Fill()
    {
        var registry = Get<Registry>();
        int linde = await registry.School("linde", "11LI", "00", "De Linde", false, Stop), wilg = await registry.School("wilg", "11WI", "00", "De Wilg", false, Stop);
        var tool = await registry.Tool(new Tool { Key = Tool, Name = "Telraam", Profile = "{}", LaunchUrl = "https://telraam.example/start", Hosts = ["telraam.example"], UwlrKlantcode = "telraam", UwlrKlantnaam = "Telraam" }, "kraal", "Kraal", Stop);
        await registry.Tool(new Tool { Key = OtherTool, Name = "Leesmap", Profile = "{}" }, "blad", "Blad", Stop);
        foreach (var client in new[] { "kraal", "blad" }) await registry.Client(client + "-client", client, "geheim", string.Join(' ', PublisherScopes.All), Stop);
        foreach (var school in new[] { linde, wilg }) await registry.FeedOn(school, tool, progress: true, $"sleutel-{school}", Stop);
        await Roster(linde, "11LI", "linde5", "linde6");
        await Roster(wilg, "11WI", "wilg5");
        await Staff(linde, "linde", "linde5", "linde6");
        await Staff(wilg, "wilg", "wilg5");
        GoalKey = Guid.CreateVersion7();
        await Database.Execute($"""
            insert into goal_set (key, title, status) values ('proef', 'Proefdoelen', 'x');
            insert into goal_set_release (goal_set_id, version, imported_at, fingerprint) select goal_set_id, '1', now(), '' from goal_set where key = 'proef';
            insert into goal (release_id, key, uri, kind, title, subject, domain, position, content_hash) select max(release_id), '{GoalKey}', 'urn:proef:1', 3, 'Tellen tot twintig', 'rekenen', 'getallen', 1, '' from goal_set_release;
            insert into goal_in_release select release_id, goal_id from goal where uri = 'urn:proef:1';
            insert into method_goal (tool_id, code, title, domain, described) values ({tool}, 'TELLEN', 'Tellen', 'getallen', true);
            insert into goal_link (method_goal_id, goal_id, relation, role, status, author, created_at) select m.method_goal_id, g.goal_id, 0, 0, 2, 'x', now() from method_goal m, goal g where g.uri = 'urn:proef:1' and m.code = 'TELLEN'
            """);
        var places = new List<Place>();
        foreach (var (whose, school, key, brin, group) in new[] { (Whose.Own, linde, "linde", "11LI", "linde5"), (Whose.Beside, linde, "linde", "11LI", "linde6"), (Whose.Elsewhere, wilg, "wilg", "11WI", "wilg5") })
            places.Add(await Work(whose, school, key, brin, group, tool));
        Places = places;
        await Probe.Until("all work is done", async () => (await Database.Query("select 1 from work where state < 3")).Count == 0);
        Callers = MakeCallers();
        foreach (var caller in Callers)
        {
            if (caller.Client is not null) caller.Token = Issue(caller.Client);
            await caller.SignIn(Http, Code);
            if (caller.UserName is null) await caller.Page(Http, "/inloggen");
        }
    }

    public string Issue(string client) =>
        Get<AccessTokens>().Issue(client, string.Join(' ', PublisherScopes.All), "secret " + Convert.ToHexString(Registry.SecretHash(Database.Keys, client, "geheim").AsSpan(0, 8)));

    /// <summary>A client's secret as it was: a cell may have changed it.</summary>
    public Task Reregister(string client) => Get<Registry>().Client(client, client.Split('-')[0], "geheim", string.Join(' ', PublisherScopes.All), Stop);

    /// <summary>What a cell may have ended or changed of its own stands again.</summary>
    public Task PutBack() => Database.Execute(string.Join(';', Places.Select(p => $"""
        update follow_up set ended_at = null, ended_by = null, undone_at = null, expectation = '{p.Expectation}' where follow_up_id = '{p.FollowUp}';
        delete from follow_up_pupil where follow_up_id = '{p.FollowUp}' and pupil_id <> {p.PupilId};
        insert into follow_up_pupil values ({p.School}, '{p.FollowUp}', {p.PupilId}) on conflict do nothing;
        update mark set undone_at = null where mark_id = '{p.Mark}'; update reaction set undone_at = null where reaction_id = '{p.Reaction}'; update note set undone_at = null where note_id = '{p.Note}';
        update staff set disabled_at = null, role = 0 where school_id = {p.School} and display_name = '{p.Teacher}';
        update rights_request set state = 0 where request_id = '{p.Request}';
        update feed set state = 1, agreement = 'Overeenkomst {p.Agreement}', support_contact = 'Hulp {p.Agreement}' where school_id = {p.School}
        """)));

    /// <summary>A fingerprint of each table's rows that this caller may not change.</summary>
    public async Task<Dictionary<string, string>> OthersRows(Caller caller)
    {
        var (beside, elsewhere) = (At(Whose.Beside), At(Whose.Elsewhere));
        _tables ??= await SystemTests.Store.Catalogue.SchoolBound(Database);
        // A publisher delivers to both its schools; what it wrote there, or takes back by its own id, is its own.
        var delivers = caller.May(Whose.Elsewhere).HasFlag(Kind.Sent);
        var watched = _tables.Where(t => (caller.Client is null && !delivers) || t is not ("delivery" or "audit" or "work" or "feed" or "result" or "result_history" or "method_goal_use")).Select(t => (t, $"school_id = {elsewhere.School}")).ToList();
        var pupils = string.Join(',', beside.PupilIds);
        if (!caller.May(Whose.Beside).HasFlag(Kind.Work)) watched.AddRange(
        [
            ("mark", $"pupil_id in ({pupils})"), ("note", $"pupil_id in ({pupils})"), ("target_level", $"pupil_id in ({pupils})"), ("follow_up_pupil", $"pupil_id in ({pupils})"),
            ("reaction", $"signal_id in (select signal_id from signal where pupil_id in ({pupils}))"), ("follow_up", $"follow_up_id = '{beside.FollowUp}'"),
        ]);
        return (await Database.Query(string.Join(" union all ", watched.Select(w => $"select '{w.Item1} ({(w.Item2.StartsWith("school", StringComparison.Ordinal) ? "other school" : "other group")})', md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {w.Item1} t where {w.Item2}")))).ToDictionary(r => r[0], r => r[1]);
    }

    /// <summary>Number of the last line that this person left.</summary>
    public async Task<long> LastAudit(Caller caller) =>
        long.Parse((await Database.Query($"select coalesce(max(audit_id), 0) from audit a join staff s on s.school_id = a.school_id and s.key::text = a.actor where s.user_name = '{caller.UserName}'"))[0][0], CultureInfo.InvariantCulture);

    private List<string>? _tables;

    private static readonly byte[] Secret = new byte[20];

    /// <summary>A code of now, also when one was used this half minute.</summary>
    public async Task<string> Code(string userName)
    {
        await Database.Execute($"update staff set totp_last_step = 0 where user_name = '{userName}'");
        return Totp.Code(Secret, Totp.Step(TimeProvider.System.GetUtcNow()));
    }

    private async Task Roster(int school, string brin, params string[] groups) => await Get<RosterImport>().Apply(school, new RosterSnapshot(brin, "00", null, SchoolTime.SchoolYear(SchoolTime.Day(TimeProvider.System.GetUtcNow())),
        [.. groups.Select(g => new RosterGroup(g, "Groep " + g, g[^1..], false))],
        [.. groups.SelectMany(g => Enumerable.Range(1, 3).Select(n => new RosterPupil($"las-{g}-{n}", $"https://ketenid.nl/pilot/{g}{n}".PadRight(130, 'a'), $"Kanarie{g}{n}", null, $"Van {g} {n}", $"gebruiker-{g}-{n}", [g], false)))],
        [], []), null, dryRun: false, confirmed: true, Stop);

    private async Task Staff(int school, string key, params string[] groups)
    {
        var accounts = Get<Accounts>();
        async Task Add(string name, Role role, string[] own, int? publisher = null) => await accounts.Add(school, name, "Medewerker " + name, role, Caller.Password, null, publisher, own, sample: false, Stop);
        foreach (var group in groups) await Add("juf-" + group, Role.Teacher, [group]);
        await Add("inval-" + key, Role.Teacher, [groups[0]]);
        await Add("ib-" + key, Role.InternBegeleider, []);
        await Add("beheer-" + key, Role.Administrator, []);
        await Add("bestuur-" + key, Role.BoardViewer, []);
        await Add("curator-" + key, Role.Curator, []);
        await Add("operator-" + key, Role.Operator, []);
        foreach (var publisher in (await Database.Query("select publisher_id, key from publisher")).Where(p => p[1] is "kraal" or "blad"))
            await Add($"{publisher[1]}-{key}", Role.PublisherStaff, [], int.Parse(publisher[0], CultureInfo.InvariantCulture));
        // Who needs a second factor has one.
        await Database.Execute($"update staff set totp_secret = '\\x{Convert.ToHexString(Database.Keys.Encrypt(school, Secret))}', totp_confirmed_at = now() where school_id = {school} and role in (2, 6)");
        // Until yesterday: a substitute whose time is over.
        await Database.Execute($"update assignment a set until = current_date - 2 from staff s where s.school_id = a.school_id and s.staff_id = a.staff_id and s.user_name = 'inval-{key}'");
        await Database.Execute($"update feed set agreement = 'Overeenkomst kanarie-{key}', support_contact = 'Hulp kanarie-{key}' where school_id = {school}");
    }

    private async Task<Place> Work(Whose whose, int school, string key, string brin, string group, int tool)
    {
        var year = SchoolTime.SchoolYear(SchoolTime.Day(TimeProvider.System.GetUtcNow()));
        var resultId = $"uitslag-{group}-kanarie";
        var delivery = await Deliver(brin, year, group, resultId);
        await Probe.Until($"the results of {group} are folded", async () => (await Database.Query($"select 1 from signal s join membership m on m.pupil_id = s.pupil_id join school_group g on g.group_id = m.group_id where g.las_key = '{group}'")).Count > 0);
        var pupils = await Database.Query($"select p.pupil_id, p.key, n.given_name || ' ' || n.family_name, g.group_id, g.key from pupil p join pupil_name n using (school_id, pupil_id) join membership m using (school_id, pupil_id) join school_group g using (school_id, group_id) where g.las_key = '{group}' order by 1");
        var (pupil, groupId) = (int.Parse(pupils[0][0], CultureInfo.InvariantCulture), int.Parse(pupils[0][3], CultureInfo.InvariantCulture));
        var note = Guid.CreateVersion7();
        var (followUp, mark, reaction, request, expectation) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), $"Verwachting {groupId} van {group}");
        var staff = (await Database.Query($"select staff_id, display_name, key from staff where user_name = 'juf-{group}'"))[0];
        await Database.Execute($"""
            insert into follow_up (school_id, follow_up_id, kind, goal_id, topic, topic_name, method_goals, staff_id, at, starts_on, evaluate_on, expectation)
              select {school}, '{followUp}', 0, g.goal_id, g.key::text, 'tellen', array(select method_goal_id from method_goal), {staff[0]}, now(), current_date, current_date + 14, '{expectation}' from goal g where uri = 'urn:proef:1';
            insert into follow_up_pupil values ({school}, '{followUp}', {pupil});
            insert into mark (school_id, mark_id, kind, pupil_id, goal_id, staff_id, at, until, text) select {school}, '{mark}', 0, {pupil}, goal_id, {staff[0]}, now(), current_date + 30, '{expectation}' from goal where uri = 'urn:proef:1';
            insert into note (school_id, note_id, kind, pupil_id, text, staff_id, at) values ({school}, '{note}', 0, {pupil}, '{expectation}', {staff[0]}, now());
            insert into rights_request (school_id, request_id, kind, pupil_id, asked_on, received_at, received_by) values ({school}, '{request}', 1, {pupil}, current_date, now(), {staff[0]});
            insert into reaction (school_id, reaction_id, signal_id, staff_id, kind, at) select {school}, '{reaction}', signal_id, {staff[0]}, 3, now() from signal where pupil_id = {pupil} limit 1
            """);
        return new Place(whose, school, key, groupId, pupils[0][4], Guid.Parse(pupils[0][1]), pupil, [.. pupils.Select(p => int.Parse(p[0], CultureInfo.InvariantCulture))],
            Guid.Parse((await Database.Query($"select signal_id from signal where pupil_id = {pupil} limit 1"))[0][0]), Guid.Parse((await Database.Query($"select result_key from result where pupil_id = {pupil} limit 1"))[0][0]),
            resultId, followUp, mark, reaction, request, delivery, expectation,
            [.. pupils.Select(p => p[2]), .. pupils.Select(p => p[2].Split(' ')[0]), $"las-{group}-1", $"gebruiker-{group}-1", $"ketenid.nl/pilot/{group}"], [.. pupils.Select(p => Guid.Parse(p[1]))], staff[1], Guid.Parse(staff[2]), "kanarie-" + key) { Note = note };
    }

    /// <summary>Each pupil of the group, with a trigger of the tool on the first; one of nobody, so that something waits.</summary>
    private async Task<Guid> Deliver(string brin, short year, string group, string resultId)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("O");
        JsonNode One(string id, string pupil, bool stuck) => new JsonObject
        {
            ["id"] = id, ["student"] = new JsonObject { ["userIds"] = new JsonArray(new JsonObject { ["userId"] = pupil, ["userIdType"] = "ASI" }) }, ["dateCreated"] = at, ["dateLastModified"] = at, ["status"] = "Final",
            ["scores"] = new JsonArray(new JsonObject { ["scoreType"] = "NumberCorrect", ["scoreValue"] = "2", ["assessmentId"] = "TELLEN" }, new JsonObject { ["scoreType"] = "NumberItems", ["scoreValue"] = "10", ["assessmentId"] = "TELLEN" }),
            ["dashboard"] = stuck ? new JsonObject { ["trigger"] = new JsonObject { ["kind"] = "Stuck", ["reasonText"] = "loopt vast" } } : null,
        };
        var body = new JsonObject
        {
            ["id"] = "bericht-" + group, ["assessmentDateTime"] = at, ["timestamp"] = at, ["schoolPeriod"] = $"{year}-{year + 1}",
            ["school"] = new JsonObject { ["organisationIds"] = new JsonArray(new JsonObject { ["organisationId"] = brin, ["organisationIdType"] = "OIE_CODE" }) },
            ["assessmentDefinition"] = new JsonObject { ["id"] = "TELLEN", ["name"] = "Tellen" },
            ["studentScoresAndResults"] = new JsonArray(One(resultId, $"las-{group}-1", true), One(resultId + "-2", $"las-{group}-2", false), One(resultId + "-9", $"onbekend-{group}", false)),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/eduv/v2/results") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", Issue("kraal-client"));
        using var answer = await Http.SendAsync(request, Stop);
        Assert.True((int)answer.StatusCode == 202, await answer.Content.ReadAsStringAsync(Stop));
        return Guid.Parse(answer.Headers.GetValues("Delivery-Id").Single());
    }

    private static List<Caller> MakeCallers()
    {
        static Kind Nothing(Whose _) => Kind.None;
        static Kind Publisher(Whose _) => Kind.Sent; // it delivers to both schools
        return
        [
            new("nobody", null, null, Nothing),
            new("teacher", "juf-linde5", null, w => w switch { Whose.Own => Kind.All, Whose.Beside => Kind.School, _ => Kind.None }),
            new("ended", "inval-linde", null, w => w == Whose.Elsewhere ? Kind.None : Kind.School),
            new("ib", "ib-linde", null, w => w == Whose.Elsewhere ? Kind.None : Kind.All),
            new("admin", "beheer-linde", null, w => w == Whose.Elsewhere ? Kind.None : Kind.Pupils | Kind.School),
            new("board", "bestuur-linde", null, w => w == Whose.Elsewhere ? Kind.None : Kind.School),
            new("publisher", "kraal-linde", null, Publisher),
            new("rival", "blad-linde", null, Nothing),
            new("curator", "curator-linde", null, Nothing),
            new("operator", "operator-linde", null, Nothing),
            new("client", null, "kraal-client", Publisher),
            new("rivalclient", null, "blad-client", Nothing),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await _host.DisposeAsync();
        await Database.DisposeAsync();
        _data.Dispose();
    }

    private sealed class Factory(TestDatabase database, TempFolder data) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Production")
            .UseSetting("ConnectionStrings:Dashboard", database.Owner).UseSetting("Dashboard:Secret", TestDatabase.Secret).UseSetting("Dashboard:Data", data.Location).UseSetting("SignIn:MostFailures", "100000");
    }
}
