using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.SystemTests.People;

/// <summary>A real school (no sample): BRIN 12LB, group 5 with one pupil and juf Vera, an administrator who was invited but never was here.</summary>
internal sealed class Lijsterbes : IAsyncDisposable
{
    private readonly TempFolder _data = new("lijsterbes");
    private DashboardHost? _host;

    private Lijsterbes(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }
    public int School { get; private set; }
    public string FirstCode { get; private set; } = "";

    /// <summary>Where the host is going to listen: a provider wants to know it beforehand.</summary>
    public int Port { get; } = Shell.FreePort();

    public static async Task<Lijsterbes> Open(RealParts parts)
    {
        var stop = TestContext.Current.CancellationToken;
        var school = new Lijsterbes(await parts.NewDatabase());
        await school.Database.Migrate();
        await using var store = school.Database.Open();
        school.School = await new Registry(store, school.Database.Keys, TimeProvider.System).School("lijsterbes", "12LB", "00", "De Lijsterbes", false, stop);
        var year = SchoolTime.SchoolYear(SchoolTime.Day(TimeProvider.System.GetUtcNow()));
        await new RosterImport(store, school.Database.Keys, new PartPayload(school.Database.Keys), TimeProvider.System).Apply(school.School, new RosterSnapshot("12LB", "00", null, year, [new RosterGroup("5", "Groep 5", "5", false)],
            [new RosterPupil("las-1", null, "Sander", null, "De Wit", null, ["5"], false)], [new RosterStaff("mw-1", "Juf Vera", "vera@lijsterbes", ["5"])], []), null, false, true, stop);
        await new Accounts(store).Add(school.School, "beheer", "Beheer Lijsterbes", Role.Administrator, Convert.ToHexString(Guid.CreateVersion7().ToByteArray()), null, null, [], sample: false, stop);
        var row = (await school.Database.Query("select staff_id, key from staff where user_name = 'beheer'"))[0];
        var operatorPerson = new Person(school.School, 0, Guid.Empty, "operator", Role.Operator, false);
        school.FirstCode = (await new Team(store, school.Database.Keys, new Sessions(store, TimeProvider.System), TimeProvider.System).Invite(operatorPerson, Guid.Parse(row[1]), stop))!;
        return school;
    }

    public async Task<DashboardHost> Start(string? authority = null)
    {
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = Database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = _data.Location };
        if (authority is not null)
            foreach (var (name, value) in new[] { ("Key", "entree"), ("Name", "Entree Federatie"), ("Authority", authority), ("ClientId", "dashboard"), ("ClientSecret", "een geheim van de proef") }) settings["Identity__Providers__0__" + name] = value;
        _host = DashboardHost.Launch(settings, Port, "--demo", "false");
        await _host.Ready();
        return _host;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        await Database.DisposeAsync();
        _data.Dispose();
    }
}
