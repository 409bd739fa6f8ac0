using System.Security.Cryptography;
using System.Text;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Roster;

/// <summary>
/// The pupils of a snapshot against those of the school: matched by ECK iD, else by the administration's key, else by user name.
/// A name that belongs to somebody else already stays with that pupil, and is reported.
/// </summary>
internal sealed class RosterPupilSync
{
    private readonly StoreContext _tables;
    private readonly KeyRing _keys;
    private readonly int _school;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<int, Pupil> _pupils;
    private readonly Dictionary<int, PupilName> _names;
    private readonly Dictionary<string, PupilAlias> _byHash;
    private readonly HashSet<string> _erased;

    private RosterPupilSync(StoreContext tables, KeyRing keys, int school, DateTimeOffset now, Dictionary<int, Pupil> pupils, Dictionary<int, PupilName> names, Dictionary<string, PupilAlias> byHash, HashSet<string> erased) =>
        (_tables, _keys, _school, _now, _pupils, _names, _byHash, _erased) = (tables, keys, school, now, pupils, names, byHash, erased);

    public int Added { get; private set; }
    public int Changed { get; private set; }
    public int Unchanged { get; private set; }
    public List<string> Warnings { get; } = [];

    /// <summary>Every pupil of the school, who left or not.</summary>
    public IReadOnlyCollection<Pupil> Known => _pupils.Values;

    public static async Task<RosterPupilSync> Load(StoreContext tables, KeyRing keys, int school, DateTimeOffset now, CancellationToken stop) => new(tables, keys, school, now,
        await tables.Pupils.Where(p => p.SchoolId == school).ToDictionaryAsync(p => p.PupilId, stop),
        await tables.PupilNames.Where(n => n.SchoolId == school).ToDictionaryAsync(n => n.PupilId, stop),
        (await tables.PupilAliases.Where(a => a.SchoolId == school && a.ValidUntil == null).ToListAsync(stop)).ToDictionary(a => Convert.ToHexString(a.Hash)),
        [.. (await tables.Tombstones.Where(s => s.SchoolId == school).Select(s => s.Hash).ToListAsync(stop)).Select(Convert.ToHexString)]);

    /// <returns>Each pupil of the snapshot who has not left, with the pupil of the school that it is; new ones have their number.</returns>
    public async Task<List<(RosterPupil Said, Pupil Pupil)>> Apply(IEnumerable<RosterPupil> said, CancellationToken stop)
    {
        var (matched, fresh) = (new List<(RosterPupil Said, Pupil Pupil)>(), new HashSet<Pupil>());
        var taken = new HashSet<Pupil>();
        foreach (var (one, place) in said.Select((p, i) => (p, i + 1)))
        {
            var pupil = Find(one);
            if (pupil is null && Outside(one).Any(o => _erased.Contains(Hex(o)))) { Warnings.Add($"leerling {place} is op verzoek gewist en blijft gewist."); continue; }
            if (pupil is not null && !taken.Add(pupil)) { Warnings.Add($"leerling {place} is dezelfde leerling als een eerdere in het bestand. De eerste telt."); continue; }
            if (pupil is null)
            {
                pupil = new Pupil { SchoolId = _school, Key = new Guid(RandomNumberGenerator.GetBytes(16)) };
                fresh.Add(pupil);
                _tables.Pupils.Add(pupil);
            }
            matched.Add((one, pupil));
        }
        await _tables.SaveChangesAsync(stop);
        foreach (var ((one, pupil), place) in matched.Select((m, i) => (m, i + 1)))
        {
            var changed = pupil.LeftOn is not null | Name(pupil, one) | Aliases(pupil, one, place);
            pupil.LeftOn = null;
            if (fresh.Contains(pupil)) Added++;
            else if (changed) Changed++;
            else Unchanged++;
        }
        return matched;
    }

    /// <summary>Only the outside names of pupils whom the school knows: nobody comes, goes or is renamed.</summary>
    /// <returns>How many pupils of the snapshot are not known.</returns>
    public int ApplyAliases(IEnumerable<RosterPupil> said)
    {
        var unknown = 0;
        foreach (var (one, place) in said.Select((p, i) => (p, i + 1)))
            if (Find(one) is not { } pupil) unknown++;
            else if (Aliases(pupil, one, place)) Changed++;
            else Unchanged++;
        return unknown;
    }

    private Pupil? Find(RosterPupil one) =>
        Outside(one).Select(o => _byHash.GetValueOrDefault(Hex(o))).FirstOrDefault(a => a is not null) is { } alias ? _pupils[alias.PupilId] : null;

    private static IEnumerable<(AliasKind Kind, string Value)> Outside(RosterPupil pupil)
    {
        if (pupil.EckId is not null) yield return (AliasKind.EckId, pupil.EckId);
        if (pupil.LasKey is not null) yield return (AliasKind.LasKey, pupil.LasKey);
        if (pupil.UserName is not null) yield return (AliasKind.UserName, pupil.UserName);
    }

    private string Hex((AliasKind Kind, string Value) name) => Convert.ToHexString(AliasesSql.Hash(_keys, name.Kind, name.Value));

    private bool Aliases(Pupil pupil, RosterPupil one, int place)
    {
        var changed = false;
        foreach (var name in Outside(one))
        {
            if (_byHash.TryGetValue(Hex(name), out var there))
            {
                if (there.PupilId != pupil.PupilId) Warnings.Add($"leerling {place}: {Word(name.Kind)} is al van een andere leerling en blijft daar.");
                continue;
            }
            var alias = new PupilAlias
            {
                SchoolId = _school, Kind = name.Kind, Hash = AliasesSql.Hash(_keys, name.Kind, name.Value), PupilId = pupil.PupilId,
                Value = _keys.Encrypt(_school, Encoding.UTF8.GetBytes(name.Value)), ValidFrom = _now,
            };
            _tables.PupilAliases.Add(alias);
            _byHash[Hex(name)] = alias;
            changed = true;
        }
        return changed;
    }

    private static string Word(AliasKind kind) => kind switch { AliasKind.EckId => "eckid", AliasKind.LasKey => "key", _ => "gebruikersnaam" };

    private bool Name(Pupil pupil, RosterPupil one)
    {
        if (!_names.TryGetValue(pupil.PupilId, out var name))
        {
            name = new PupilName { SchoolId = _school, PupilId = pupil.PupilId };
            _tables.PupilNames.Add(name);
            _names[pupil.PupilId] = name;
        }
        var same = (name.GivenName, name.Prefix, name.FamilyName) == (one.GivenName, one.Prefix, one.FamilyName);
        (name.GivenName, name.Prefix, name.FamilyName) = (one.GivenName, one.Prefix, one.FamilyName);
        return !same;
    }
}
