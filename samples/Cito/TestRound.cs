using Dashboard.Samples.School;

namespace Dashboard.Samples.Cito;

/// <summary>
/// The tests that the sample school took: arithmetic and reading in the weeks before, with levels from two below to two above the
/// test; one test of last year; and three pupils whom the source knows only by its own key.
/// </summary>
internal static class TestRound
{
    private static readonly string[] Levels = ["M3", "E3", "M4", "E4", "M5", "E5", "M6", "E6", "M7", "E7", "M8", "E8"];

    /// <summary>Pupils whom the source knows by a key of its own, until the school brings its alias file.</summary>
    public static readonly string[] OwnKeyOnly = ["lln-noor", "lln-daan", "lln-zoe"];

    public static IEnumerable<TestResult> Of(SampleSchool school, DateTimeOffset now)
    {
        var year = now.Month >= 8 ? now.Year : now.Year - 1;
        foreach (var (pupil, n) in school.Roster.Pupils.OrderBy(p => p.LasKey, StringComparer.Ordinal).Select((p, i) => (p, i)))
        {
            var group = school.Roster.Groups.First(g => g.LasKey == pupil.Group).YearGroup;
            var level = "M" + group;
            foreach (var (code, name, items) in new[] { ("RW", "Rekenen-Wiskunde", 40), ("BL", "Begrijpend lezen", 25) })
            {
                var draw = Draw(pupil.LasKey + code);
                var step = (draw % 7) switch { 0 => -2, 1 => -1, 5 => 1, 6 => 2, _ => 0 };
                yield return Result($"{year}-{code}-{n:000}", now.AddDays(-4 - draw % 12), year, pupil, code, name, items, level, step, draw);
            }
        }
        var first = school.Roster.Pupils.OrderBy(p => p.LasKey, StringComparer.Ordinal).First();
        yield return Result($"{year - 1}-RW-000", now.AddYears(-1), year - 1, first, "RW", "Rekenen-Wiskunde", 40, "M4", 0, 5);
    }

    /// <summary>What the source calls a pupil by itself.</summary>
    public static string KeyOf(SamplePupil pupil) => "C" + Draw(pupil.LasKey);

    private static TestResult Result(string id, DateTimeOffset at, int year, SamplePupil pupil, string code, string name, int items, string level, int step, int draw)
    {
        var reached = Levels[Math.Clamp(Array.IndexOf(Levels, level) + step, 0, Levels.Length - 1)];
        var who = OwnKeyOnly.Contains(pupil.LasKey) ? new TestPupil(null, null, KeyOf(pupil)) : pupil.EckId is not null ? new TestPupil(pupil.EckId, null, null) : new TestPupil(null, pupil.LasKey, null);
        return new TestResult(id, at, who, new TestOf($"{code}-{level}", $"{name} {level}", level), at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), $"{year}-{year + 1}",
            reached, 120 + 12 * step + draw % 9, items, items / 2 + (step + 2) * items / 10, 20 + draw % 25);
    }

    /// <summary>The same number for the same text, everywhere.</summary>
    private static int Draw(string text) => text.Aggregate(17, (n, c) => (n * 31 + c) & 0xffff);
}
