using System.Xml.Linq;
using Dashboard.Publishers.Edexml;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Roster;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Uwlr.Leerlinggegevens;

/// <param name="Snapshot">Null when there is nothing to put in place.</param>
/// <param name="Report">Likewise.</param>
/// <param name="Nothing">Why there is nothing, in Dutch: no changes, or no data.</param>
/// <param name="NoData">The administration has no data for this school and year.</param>
public sealed record FetchOutcome(RosterSnapshot? Snapshot, RosterReport? Report, string? Nothing, bool NoData);

/// <summary>
/// Fetches a school's roster from its own administration and puts it in place. At once: asks for what changed since the last one.
/// Stepwise (getrapt): the structure, then pupils and staff of a few groups at a time, always everything, because a roster is a full
/// snapshot: who is absent has left.
/// </summary>
public sealed class RosterFetch(Administrations administrations, RosterImport import, LeerlinggegevensClient client)
{
    private const int GroupsAtATime = 8;

    /// <param name="school">The school, with its BRIN.</param>
    /// <param name="year">First calendar year.</param>
    /// <param name="everything">Does not say what was received before.</param>
    /// <param name="dryRun">Reports and stores nothing.</param>
    /// <param name="confirmed">See <see cref="RosterImport"/>.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="AdministrationException">None is set, or it said no.</exception>
    public async Task<FetchOutcome> Run(School school, short year, bool everything, bool dryRun, bool confirmed, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(school);
        var access = await administrations.Find(school.SchoolId, stop) ?? throw new AdministrationException("Voor deze school is geen administratie ingesteld.");
        var data = access.Stepwise ? await Stepwise(school, year, access, stop) : await AtOnce(school, year, access, everything ? null : access.ReceivedAt, stop);
        if (data.Is("geenwijzigingen")) return new FetchOutcome(null, null, "Er is niets veranderd sinds de vorige keer.", NoData: false);
        if (data.Is("geengegevens")) return new FetchOutcome(null, null, "De administratie heeft geen gegevens van deze school in dit schooljaar.", NoData: true);

        var snapshot = RosterReader.Read(data);
        var report = await import.Apply(school.SchoolId, snapshot, null, dryRun, confirmed, stop);
        if (!dryRun && report.NeedsConfirm is null && WrittenTime.Instant(data.Child("school").Text("aanmaakdatum")) is { } made) await administrations.Received(school.SchoolId, made, stop);
        return new FetchOutcome(snapshot, report, null, NoData: false);
    }

    private async Task<XElement> AtOnce(School school, short year, AdministrationAccess access, DateTimeOffset? since, CancellationToken stop) =>
        Content(await client.Ask(access.Address, LeerlinggegevensRequest.All(school, year, access, since), stop));

    private async Task<XElement> Stepwise(School school, short year, AdministrationAccess access, CancellationToken stop)
    {
        var all = Content(await client.Ask(access.Address, LeerlinggegevensRequest.Structure(school, year, access), stop));
        if (all.Is("geengegevens")) return all;
        (string Kind, string? Key)[] groups = [.. (all.Child("groepen")?.Elements() ?? []).Select(g => (g.Name.LocalName, g.Attr("key"))).Where(g => g.Item2 is not null), ("groep", null)];
        var roster = new XElement("leerlinggegevens", all.Child("school"), all.Child("groepen"));
        roster.Add(await Collect("leerlingen", "leerling", refs => LeerlinggegevensRequest.Pupils(school, year, access, refs)));
        roster.Add(await Collect("leerkrachten", "leerkracht", refs => LeerlinggegevensRequest.Staff(school, year, access, refs)));
        return roster;

        // A person may be in more than one of the groups that are asked for.
        async Task<XElement> Collect(string block, string name, Func<IEnumerable<(string Kind, string? Key)>, LeerlinggegevensRequest> ask)
        {
            var (found, seen) = (new XElement(block), new HashSet<(string?, string?)>());
            foreach (var some in groups.Chunk(GroupsAtATime))
                foreach (var person in Content(await client.Ask(access.Address, ask(some), stop)).Child(block).Children(name))
                    if (seen.Add((person.Attr("key"), person.Attr("eckid")))) found.Add(person);
            return found;
        }
    }

    /// <summary>The data in an answer, or the element that says that there is none.</summary>
    private static XElement Content(XElement answer) =>
        answer.Elements().FirstOrDefault() ?? throw new AdministrationException($"Het antwoord {answer.Name.LocalName} van de administratie is leeg.");
}
