using System.Globalization;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Roster;

namespace Dashboard.Publishers.EduV.Roster;

/// <summary>
/// The lists of an administration become one snapshot. Who is marked for deletion, and what has ended, is not in it.
/// A pupil's year is that of the enrolment; a class whose pupils have several is a combination group.
/// </summary>
internal static class RosterOfObjects
{
    private const string Combination = "C";

    public static RosterSnapshot Read(RosterAdministration administration, short schoolYear, DateOnly today,
        List<StudentObject> students, List<GroupObject> groups, List<AssignmentObject> assignments, List<EmployeeObject> employees, List<EnrollmentObject> enrollments)
    {
        var warnings = new List<string>();
        var people = new Directory<StudentObject>(students.Where(s => Active(s.Status, null, today)), warnings, "students");
        var teachers = new Directory<EmployeeObject>(employees.Where(e => Active(e.Status, null, today)), warnings, "employees");
        var years = enrollments.Where(e => e.EnrollmentType != "subject" && e.StudyYear is not null && Active(e.Status, e.EndDate, today))
            .Select(e => (Student: people.Find(e.Student), Year: e.StudyYear!.Value.ToString(CultureInfo.InvariantCulture))).Where(e => e.Student is not null)
            .GroupBy(e => e.Student!).ToDictionary(g => g.Key, g => g.Last().Year);
        var live = groups.Where(g => g.GroupId is not null && Active(g.Status, g.EndDate, today)).DistinctBy(g => g.GroupId).ToList();
        var members = live.ToDictionary(g => g.GroupId!, g => (g.Students ?? []).Select(people.Find).OfType<StudentObject>().Distinct().ToList());
        var strangers = live.Sum(g => g.Students?.Count ?? 0) - members.Values.Sum(m => m.Count);
        if (strangers > 0) warnings.Add($"{strangers} keer noemt een groep een leerling die niet in de lijst met leerlingen staat. Dat is overgeslagen.");

        return new RosterSnapshot(administration.OrganisationIdType is "OIE_CODE" or "V_ID" ? administration.OrganisationId[..Math.Min(4, administration.OrganisationId.Length)].ToUpperInvariant() : null,
            administration.OrganisationIdType == "V_ID" && administration.OrganisationId.Length == 6 ? administration.OrganisationId[4..] : null, null, schoolYear,
            [.. live.Select(g => new RosterGroup(g.GroupId!, g.GroupName ?? g.GroupId!, g.GroupType == "lesson-group" ? "" : YearOf(members[g.GroupId!], years), g.GroupType == "lesson-group"))],
            [.. people.All.Select(s => Pupil(s, live.Where(g => members[g.GroupId!].Contains(s)).Select(g => g.GroupId!).ToList(), years.GetValueOrDefault(s)))],
            [.. teachers.All.Select(e => Teacher(e, [.. assignments.Where(a => a.Group is not null && members.ContainsKey(a.Group) && Active(a.Status, a.EndDate, today) && teachers.Find(a.Employee) == e).Select(a => a.Group!).Distinct()])).OfType<RosterStaff>()],
            warnings)
        { Format = "Edu-V 1.1" };
    }

    private static bool Active(string? status, string? endDate, DateOnly today) => status != "tobedeleted" && !(WrittenTime.Day(endDate) <= today);

    private static string YearOf(List<StudentObject> members, Dictionary<StudentObject, string> years) =>
        members.Select(m => years.GetValueOrDefault(m)).OfType<string>().Distinct().ToList() switch { [] => "", [var one] => one, _ => Combination };

    private static RosterPupil Pupil(StudentObject student, List<string> groups, string? year) => new(
        Id(student, "ASI"), student.UserMasterIdentifier, student.PreferredFirstName ?? student.GivenName ?? student.FamilyName!, student.FamilyNamePrefix, student.FamilyName,
        Id(student, "NEPRI") ?? Id(student, "NEPPI"), groups, Left: false) { YearGroup = year };

    private static RosterStaff? Teacher(EmployeeObject employee, List<string> groups) =>
        (Id(employee, "ASI") ?? employee.UserIds?.FirstOrDefault(i => i?.Value is not null)?.Value) is { } key
            ? new RosterStaff(key, string.Join(' ', new[] { employee.GivenName, employee.FamilyNamePrefix, employee.FamilyName }.Where(n => !string.IsNullOrWhiteSpace(n))), Id(employee, "NEPRI"), groups) : null;

    private static string? Id(RosterUser user, string type) => user.UserIds?.FirstOrDefault(i => i?.UserIdType == type)?.Value;

    /// <summary>Finds whom a reference means, by any of the identifiers that the two have in common.</summary>
    private sealed class Directory<T> where T : RosterUser
    {
        private readonly Dictionary<string, T> _byId = new(StringComparer.Ordinal);

        public Directory(IEnumerable<T> users, List<string> warnings, string list)
        {
            foreach (var (user, place) in users.Select((u, i) => (u, i + 1)))
            {
                var ids = Ids(user).ToList();
                if (ids.Count == 0 || (user is StudentObject { GivenName: null, PreferredFirstName: null, FamilyName: null })) { warnings.Add($"{list} {place} heeft geen kenmerk of geen naam en is overgeslagen."); continue; }
                if (ids.Any(_byId.ContainsKey)) { warnings.Add($"{list} {place} staat er meer dan eens. De eerste telt."); continue; }
                foreach (var id in ids) _byId[id] = user;
                All.Add(user);
            }
        }

        public List<T> All { get; } = [];

        public T? Find(RosterUser? reference) => reference is null ? null : Ids(reference).Select(i => _byId.GetValueOrDefault(i)).FirstOrDefault(u => u is not null);

        private static IEnumerable<string> Ids(RosterUser user)
        {
            if (user.UserMasterIdentifier is { Length: > 0 } master) yield return "master " + master;
            foreach (var id in user.UserIds ?? [])
                if (id?.Value is { Length: > 0 }) yield return $"{id.UserIdType} {id.Value}";
        }
    }
}
