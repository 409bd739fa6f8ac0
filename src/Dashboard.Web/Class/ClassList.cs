namespace Dashboard.Web.Class;

/// <summary>A pupil as the pages name her: the given name, longer only where two would be the same.</summary>
/// <param name="PupilId">For joins; never leaves the server.</param>
/// <param name="Key">For addresses.</param>
/// <param name="Name">What the class calls her.</param>
public sealed record ClassMate(int PupilId, Guid Key, string Name)
{
    /// <summary>Her own year group ("5"): in a combination or composite group not everybody's is the same.</summary>
    public string YearGroup { get; init; } = "";
}

/// <summary>Year groups that pupils of a class are in: one, or those of a combination or composite group.</summary>
public static class YearGroups
{
    public static IReadOnlyList<short> Of(SchoolGroup group, IEnumerable<ClassMate> pupils) =>
        [.. pupils.Select(p => p.YearGroup).Append(group.YearGroup).Select(y => short.TryParse(y, out var year) ? year : (short)0).Where(y => y > 0).Distinct().Order()];
}

/// <summary>The pupils of a group, as they stand on the class list.</summary>
public static class ClassList
{
    public static async Task<IReadOnlyList<ClassMate>> ClassOf(this StoreContext tables, SchoolGroup of, CancellationToken stop)
    {
        var yearEnds = new DateOnly(of.SchoolYear + 1, 8, 1); // who leaves when the year is over is in the class until then
        var rows = await (
            from member in tables.Memberships.AsNoTracking()
            join pupil in tables.Pupils on new { member.SchoolId, member.PupilId } equals new { pupil.SchoolId, pupil.PupilId }
            join name in tables.PupilNames on new { pupil.SchoolId, pupil.PupilId } equals new { name.SchoolId, name.PupilId }
            where member.SchoolId == of.SchoolId && member.GroupId == of.GroupId && (pupil.LeftOn == null || pupil.LeftOn >= yearEnds)
            select new Named(pupil.PupilId, pupil.Key, name.GivenName, name.Prefix, name.FamilyName) { YearGroup = member.YearGroup ?? of.YearGroup }).ToListAsync(stop);
        return Distinct(rows);
    }

    internal sealed record Named(int PupilId, Guid Key, string Given, string? Prefix, string? Family)
    {
        public string YearGroup { get; init; } = "";
    }

    /// <summary>"Noor" and "Noor" become "Noor B." and "Noor V."; when that is still the same, the whole name.</summary>
    internal static IReadOnlyList<ClassMate> Distinct(IReadOnlyList<Named> rows)
    {
        var order = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("nl-NL"), ignoreCase: true);
        return [.. rows.GroupBy(r => r.Given, order)
            .SelectMany(same => same.Count() == 1
                ? same.Select(r => new ClassMate(r.PupilId, r.Key, r.Given) { YearGroup = r.YearGroup })
                : Longer([.. same]))
            .OrderBy(p => p.Name, order)];
    }

    private static IEnumerable<ClassMate> Longer(IReadOnlyList<Named> same)
    {
        static string Initial(Named n) => n.Family is { Length: > 0 } family ? $"{n.Given} {char.ToUpperInvariant(family[0])}." : n.Given;
        static string Whole(Named n) => string.Join(' ', new[] { n.Given, n.Prefix, n.Family }.Where(p => !string.IsNullOrEmpty(p)));
        var initials = same.GroupBy(Initial).ToDictionary(g => g.Key, g => g.Count());
        return same.Select(n => new ClassMate(n.PupilId, n.Key, initials[Initial(n)] == 1 ? Initial(n) : Whole(n)) { YearGroup = n.YearGroup });
    }
}
