using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Rules;
using Dashboard.Signalling.Settings;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Replay;

/// <summary>What an export wrote, and what it left out because the format has no place for it.</summary>
public sealed record ExportReport(int Pupils, int Goals, int Events, int Ratings, int GoalStates, int Tests, int Other);

/// <summary>
/// Writes a school's own answers of this school year as `signals replay` takes them, anonymised. Pupils get fresh random keys that are
/// kept nowhere, in a random order; result ids are numbered anew; times are seconds since the Monday of the first week, so weekday,
/// hour and gaps stay and the date is gone. No names, groups, schools, texts, triggers or links.
/// </summary>
public sealed class Exporter(Database database, ToolSettings tools, TimeProvider clock)
{
    /// <param name="school">The school.</param>
    /// <param name="events">events.csv.</param>
    /// <param name="goals">goals.csv; n and success are this school's own, over all its pupils.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<ExportReport> Write(int school, TextWriter events, TextWriter goals, CancellationToken stop)
    {
        var year = SchoolTime.SchoolYear(SchoolTime.Day(clock.GetUtcNow()));
        await using var session = await database.Begin(DatabaseRole.Signalling, Scope.School(school), stop);
        var keys = (await session.Tables.Results.AsNoTracking().Where(r => r.SchoolId == school && r.SchoolYear == year && r.PupilId > 0).Select(r => new { r.PupilId, r.ToolId }).Distinct().ToListAsync(stop))
            .Select(r => new UnitKey(school, year, r.PupilId, r.ToolId)).ToList();
        var units = keys.Select(k => new FoldUnit(k)).ToList();
        await session.ReadAll(units, stop);
        var snapshot = await tools.Read([], stop);
        var toolKeys = await session.Tables.Tools.AsNoTracking().ToDictionaryAsync(t => t.ToolId, t => t.Key, stop);
        var codes = await session.Tables.MethodGoals.AsNoTracking().ToDictionaryAsync(g => g.MethodGoalId, g => (Name: Plain($"{toolKeys[g.ToolId]}:{g.Code}"), Domain: Plain(g.Domain), g.Described), stop);
        return Write([.. units.Select(u => new Practice(u.Key.Pupil, toolKeys[u.Key.Tool], snapshot.Profiles[u.Key.Tool], u.Events))], codes, events, goals);
    }

    /// <summary>One pupil in one tool.</summary>
    internal sealed record Practice(int Pupil, string Tool, ToolProfile Profile, IReadOnlyList<TrackEvent> Events);

    internal static ExportReport Write(IReadOnlyList<Practice> practice, IReadOnlyDictionary<int, (string Name, string Domain, bool Described)> goalNames, TextWriter events, TextWriter goals)
    {
        var left = new Dictionary<string, int>();
        var rows = new List<(Practice Of, TrackEvent Event, Evidence Evidence)>();
        foreach (var one in practice)
            foreach (var next in one.Events.Order())
            {
                var evidence = Evidence.Of(next.Result, one.Profile);
                if (evidence.Kind == EvidenceKind.Answers && goalNames.TryGetValue(next.Result.MethodGoalId, out var goal) && goal.Described) rows.Add((one, next, evidence));
                else left[Kind(next.Result, evidence)] = left.GetValueOrDefault(Kind(next.Result, evidence)) + 1;
            }
        // By moment, and within a pupil and tool in the order of the fold: ids are numbered in that order, and their order is the replay's.
        rows.Sort((a, b) => (a.Event.Result.TakenAt, a.Event.Result.Sequence, a.Event.Result.ResultKey).CompareTo((b.Event.Result.TakenAt, b.Event.Result.Sequence, b.Event.Result.ResultKey)));
        var keys = Keys(rows.Select(r => r.Of.Pupil).Distinct());
        var start = rows.Count == 0 ? default : Monday(rows[0].Event.Result.TakenAt);
        events.WriteLine("pupil,goal,tool,timestamp,score,max,result");
        foreach (var (row, n) in rows.Select((r, i) => (r, i + 1)))
        {
            var max = row.Evidence.Items > 0 ? row.Evidence.Items : 3; // how many items it was is unknown: it weighs as three
            events.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{keys[row.Of.Pupil]},{goalNames[row.Event.Result.MethodGoalId].Name},{row.Of.Tool},{(row.Event.Result.TakenAt - start).TotalSeconds:0.###},{row.Evidence.Share * max:0.####},{max},r{n}"));
        }
        goals.WriteLine("goal,n,success,domain");
        var counts = practice.GroupBy(p => p.Tool).SelectMany(t => DifficultyReleases.Count(t.GroupBy(p => p.Pupil).Select(p => p.SelectMany(x => x.Events)), t.First().Profile)).ToDictionary(c => c.MethodGoal);
        var used = rows.Select(r => r.Event.Result.MethodGoalId).Distinct().OrderBy(g => goalNames[g].Name, StringComparer.Ordinal).ToList();
        foreach (var goal in used)
        {
            var found = counts.GetValueOrDefault(goal);
            goals.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{goalNames[goal].Name},{found.Items:0.####},{found.Success:0.####},{goalNames[goal].Domain}"));
        }
        return new ExportReport(keys.Count, used.Count, rows.Count, left.GetValueOrDefault("rating"), left.GetValueOrDefault("state"), left.GetValueOrDefault("test"), left.GetValueOrDefault("other"));
    }

    private static string Kind(StoredResult result, Evidence evidence) =>
        result.Origin is OriginKind.EntryTest or OriginKind.StandardisedTest ? "test" : evidence.Kind switch { EvidenceKind.Rating => "rating", EvidenceKind.State => "state", _ => "other" };

    private static Dictionary<int, string> Keys(IEnumerable<int> pupils)
    {
        var shuffled = pupils.ToArray();
        RandomNumberGenerator.Shuffle(shuffled.AsSpan());
        return shuffled.ToDictionary(p => p, _ => "p" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
    }

    private static DateTimeOffset Monday(DateTimeOffset first)
    {
        var day = SchoolTime.Day(first);
        return SchoolTime.StartOf(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)));
    }

    private static string Plain(string text) => text.Replace(',', ' ').Replace('"', ' ').ReplaceLineEndings(" ");
}
