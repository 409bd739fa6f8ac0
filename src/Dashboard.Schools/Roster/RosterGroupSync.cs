using System.Security.Cryptography;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Roster;

/// <summary>
/// The groups of a snapshot's school year, who is in them and who teaches them. A group that is absent has ended; another school
/// year's groups stay as they were, so that its pages keep their meaning.
/// </summary>
internal sealed class RosterGroupSync
{
    private readonly StoreContext _tables;
    private readonly int _school;
    private readonly RosterSnapshot _snapshot;
    private readonly Dictionary<string, SchoolGroup> _stored;
    private readonly HashSet<SchoolGroup> _new = [];
    private readonly List<SchoolGroup> _gone = [];
    private readonly Dictionary<SchoolGroup, (int In, int Out)> _pupils = [], _staff = [];

    private RosterGroupSync(StoreContext tables, int school, RosterSnapshot snapshot, Dictionary<string, SchoolGroup> stored) =>
        (_tables, _school, _snapshot, _stored) = (tables, school, snapshot, stored);

    /// <summary>The groups of the snapshot, by LAS key.</summary>
    public Dictionary<string, SchoolGroup> Groups { get; } = [];

    public static async Task<RosterGroupSync> Load(StoreContext tables, int school, RosterSnapshot snapshot, CancellationToken stop) => new(tables, school, snapshot,
        await tables.Groups.Where(g => g.SchoolId == school && g.SchoolYear == snapshot.SchoolYear).ToDictionaryAsync(g => g.LasKey, stop));

    /// <param name="keys">Keys that some groups keep in URLs, by LAS key; others get a random one.</param>
    /// <param name="today">For a group that ends.</param>
    /// <param name="stop">Cancels.</param>
    public async Task Apply(IReadOnlyDictionary<string, string> keys, DateOnly today, CancellationToken stop)
    {
        foreach (var one in _snapshot.Groups)
        {
            if (!_stored.TryGetValue(one.LasKey, out var group))
            {
                group = new SchoolGroup { SchoolId = _school, SchoolYear = _snapshot.SchoolYear, LasKey = one.LasKey, Key = keys.GetValueOrDefault(one.LasKey, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))) };
                _tables.Groups.Add(group);
                _new.Add(group);
            }
            (group.Name, group.YearGroup, group.Composite, group.EndedOn) = (one.Name, one.YearGroup, one.Composite, null);
            Groups[one.LasKey] = group;
        }
        _gone.AddRange(_stored.Values.Where(g => g.EndedOn is null && !Groups.ContainsKey(g.LasKey)));
        foreach (var group in _gone) group.EndedOn = today;
        await _tables.SaveChangesAsync(stop);
    }

    /// <summary>Memberships become what the snapshot says; a pupil's own year stands with them where the group has none of its own.</summary>
    public async Task Members(IReadOnlyList<(RosterPupil Said, Pupil Pupil)> pupils, CancellationToken stop)
    {
        var ids = Groups.Values.Concat(_gone).Select(g => g.GroupId).ToArray();
        var stored = await _tables.Memberships.Where(m => m.SchoolId == _school && ids.Contains(m.GroupId)).ToDictionaryAsync(m => (m.GroupId, m.PupilId), stop);
        var wanted = (from p in pupils from key in p.Said.Groups where Groups.ContainsKey(key) select (Group: Groups[key], p.Pupil.PupilId, p.Said.YearGroup))
            .DistinctBy(w => (w.Group.GroupId, w.PupilId)).ToDictionary(w => (w.Group.GroupId, w.PupilId));
        foreach (var (key, one) in wanted)
        {
            if (!stored.TryGetValue(key, out var member))
            {
                _tables.Memberships.Add(member = new Membership { SchoolId = _school, GroupId = key.GroupId, PupilId = key.PupilId });
                Count(_pupils, one.Group, 1);
            }
            member.YearGroup = one.YearGroup == one.Group.YearGroup ? null : one.YearGroup;
        }
        Remove(stored.Where(s => !wanted.ContainsKey(s.Key)).Select(s => s.Value).ToList(), m => m.GroupId, _tables.Memberships, _pupils);
    }

    /// <summary>Teachers of the snapshot get the groups that it gives them, duo partners each the same; roles are not taken from a file.</summary>
    public async Task Staff(CancellationToken stop)
    {
        var staff = await _tables.Staff.Where(s => s.SchoolId == _school && s.LasKey != null).ToDictionaryAsync(s => s.LasKey!, stop);
        foreach (var one in _snapshot.Staff)
            if (staff.TryGetValue(one.LasKey, out var known)) known.DisplayName = one.DisplayName;
            else _tables.Staff.Add(staff[one.LasKey] = new Staff { SchoolId = _school, Key = new Guid(RandomNumberGenerator.GetBytes(16)), LasKey = one.LasKey, UserName = one.UserName ?? one.LasKey, DisplayName = one.DisplayName, Role = Role.Teacher });
        await _tables.SaveChangesAsync(stop);
        var ids = Groups.Values.Concat(_gone).Select(g => g.GroupId).ToArray();
        var fromRoster = staff.Values.Select(s => s.StaffId).ToArray();
        // Substitutes with an end date were arranged here, not in the administration: they stay.
        var stored = (await _tables.Assignments.Where(a => a.SchoolId == _school && ids.Contains(a.GroupId) && fromRoster.Contains(a.StaffId)).ToListAsync(stop)).ToDictionary(a => (a.StaffId, a.GroupId));
        var wanted = _snapshot.Staff.SelectMany(s => s.Groups.Where(Groups.ContainsKey).Select(g => (staff[s.LasKey].StaffId, Groups[g].GroupId))).ToHashSet();
        foreach (var (who, group) in wanted.Where(w => !stored.ContainsKey(w)))
        {
            _tables.Assignments.Add(new Assignment { SchoolId = _school, StaffId = who, GroupId = group });
            Count(_staff, Groups.Values.First(g => g.GroupId == group), 1);
        }
        Remove([.. stored.Where(s => s.Value.Until == null && !wanted.Contains(s.Key)).Select(s => s.Value)], a => a.GroupId, _tables.Assignments, _staff);
    }

    public IReadOnlyList<GroupDifference> Differences() => [.. Groups.Values.Concat(_gone)
        .Select(g => new GroupDifference(g.Name, _new.Contains(g), _gone.Contains(g), _pupils.GetValueOrDefault(g).In, _pupils.GetValueOrDefault(g).Out, _staff.GetValueOrDefault(g).In, _staff.GetValueOrDefault(g).Out))
        .Where(d => d.Any).OrderBy(d => d.Group, StringComparer.Ordinal)];

    private void Remove<T>(List<T> rows, Func<T, int> groupOf, DbSet<T> from, Dictionary<SchoolGroup, (int In, int Out)> counts) where T : class
    {
        from.RemoveRange(rows);
        foreach (var row in rows) Count(counts, Groups.Values.Concat(_gone).First(g => g.GroupId == groupOf(row)), -1);
    }

    private static void Count(Dictionary<SchoolGroup, (int In, int Out)> counts, SchoolGroup group, int change)
    {
        var (into, outOf) = counts.GetValueOrDefault(group);
        counts[group] = change > 0 ? (into + 1, outOf) : (into, outOf + 1);
    }
}
