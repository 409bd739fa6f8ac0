using System.Text;
using Dashboard.Mapping.Goals;
using Dashboard.Publishers.Edexml;
using Dashboard.Samples.School;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Host.Sample;

/// <summary>
/// Puts the sample school in place through the same commands as any school's: registry, roster, goal set, accounts, feeds.
/// Results come later and from outside, over HTTP. Saying it twice changes nothing.
/// </summary>
public sealed class SampleSchoolSeed(Database database, Registry registry, FeedAgreements agreements, Accounts accounts, RosterImport roster, GoalSets goals, TimeProvider clock)
{
    public static readonly SampleSchool School = SampleSchool.Load();

    public async Task Seed(CancellationToken stop)
    {
        var file = School.File;
        var school = await registry.School(file.School.Key, file.School.Brin, file.School.Dependance, file.School.Name, sample: true, stop);
        await goals.Import(Goals(School.Goals), stop);
        var year = SchoolTime.SchoolYear(SchoolTime.Day(clock.GetUtcNow()));
        using (var edexml = new MemoryStream(Encoding.UTF8.GetBytes(SampleSchool.Edexml(year))))
            await roster.Apply(school, RosterReader.Read(edexml), new Dictionary<string, string> { [file.School.SampleGroup] = file.School.SampleGroup }, dryRun: false, confirmed: true, stop);
        foreach (var tool in file.Tools) await Register(tool.Key, await StoredAddress(tool.Key, stop), stop);
        foreach (var source in file.Sources)
            await registry.Tool(new Tool { Key = source.Key, Name = source.Name, Profile = source.Profile.GetRawText() }, source.Publisher, file.Publishers.Single(p => p.Key == source.Publisher).Name, stop);
        foreach (var client in file.Clients) await registry.Client(client.ClientId, client.Publisher, client.Secret, client.Scopes, stop);
        foreach (var tool in file.Tools) await registry.FeedOn(school, await ToolId(tool.Key, stop), tool.Progress, tool.UwlrKey, stop);
        foreach (var person in file.Staff)
            await accounts.Add(school, person.UserName, person.DisplayName, Enum.Parse<Role>(person.Role), file.Password, person.LasKey, await PublisherId(person.Publisher, stop), [.. person.Groups], sample: true, stop);
    }

    /// <summary>Registers a simulated tool at the address where it listens now; null: not yet known.</summary>
    public async Task Register(string key, Uri? address, CancellationToken stop)
    {
        var tool = School.Tool(key);
        var publisher = School.File.Publishers.Single(p => p.Key == tool.Publisher);
        await registry.Tool(new Tool
        {
            Key = tool.Key, Name = tool.Name, Profile = tool.Profile.GetRawText(), UwlrKlantcode = tool.UwlrKlantcode, UwlrKlantnaam = tool.UwlrKlantnaam,
            LaunchUrl = address is null ? null : new Uri(address, "/start").ToString(), Hosts = address is null ? [] : [address.Authority],
        }, publisher.Key, publisher.Name, stop);
    }

    /// <summary>A tool whose results are fetched at night, from the address where its source listens now; the first time at once.</summary>
    public async Task RegisterSource(string key, Uri address, string credential, CancellationToken stop)
    {
        var source = School.File.Sources.Single(s => s.Key == key);
        int school;
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.None, stop)) school = (await session.Tables.FindSchool(School.File.School.Key, stop))!.SchoolId;
        await agreements.Activate(school, await ToolId(key, stop), "sample", new PullSource(address.ToString(), credential, null, source.NightlyMinute), stop);
    }

    private static GoalSetContent Goals(GoalFile file) => new(
        file.Key, file.Title, GoalSetKind.Goals, file.Status, null, null, file.Attribution, new ReleaseName(file.Version), [],
        [.. file.Goals.Select(g => new GoalContent(g.Uri, g.Key, GoalKind.Goal, "voorbeelddoel", [], g.Code, g.Title, null, g.ShortName, g.Subject, g.Domain, g.Level, [], Granularity.Leerjaar,
            [.. g.Groepen.Select(n => (short)n)], file.KerndoelenOf(g), g.Parts ?? [], null, Confirmation.Published))], []);

    private async Task<Uri?> StoredAddress(string tool, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.Tools.Where(t => t.Key == tool).Select(t => t.LaunchUrl).SingleOrDefaultAsync(stop) is { } url ? new Uri(url) : null;
    }

    private async Task<int> ToolId(string key, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.Tools.Where(t => t.Key == key).Select(t => t.ToolId).SingleAsync(stop);
    }

    private async Task<int?> PublisherId(string? key, CancellationToken stop)
    {
        if (key is null) return null;
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.Publishers.Where(p => p.Key == key).Select(p => p.PublisherId).SingleAsync(stop);
    }
}
