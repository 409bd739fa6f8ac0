using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Schools.Audits;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Rights;

/// <summary>How long what is kept, and the job that keeps to it (privacy.md §5). A school may choose a shorter term, never a longer one.</summary>
public sealed class Retention(Database database, Rights rights, TimeProvider clock)
{
    /// <summary>In days. Results and what teachers recorded: this and the previous school year, so these terms are counted from 1 August.</summary>
    public static IReadOnlyDictionary<RetentionKind, int> Longest { get; } = new Dictionary<RetentionKind, int>
    {
        [RetentionKind.LedgerPayloads] = 30, [RetentionKind.ParkedWork] = 14, [RetentionKind.Results] = 365, [RetentionKind.TeachersRecords] = 365,
        [RetentionKind.Launches] = 1, [RetentionKind.DeliveryReports] = 365, [RetentionKind.AuditTrail] = 730, [RetentionKind.PupilsWhoLeft] = 730,
    };

    /// <summary>The day before which a kind goes: a whole school year stays as long as one day of it may.</summary>
    public static DateTimeOffset Before(RetentionKind kind, int days, DateTimeOffset now) => kind is RetentionKind.Results or RetentionKind.TeachersRecords or RetentionKind.DeliveryReports
        ? SchoolTime.StartOf(new DateOnly(SchoolTime.SchoolYear(SchoolTime.Day(now.AddDays(-days))), 8, 1)) : now.AddDays(-days);

    /// <returns>The term of each kind for this school, in days.</returns>
    public static async Task<Dictionary<RetentionKind, int>> Terms(StoreContext tables, int school, CancellationToken stop)
    {
        var own = await tables.RetentionTerms.AsNoTracking().Where(t => t.SchoolId == school).ToDictionaryAsync(t => t.Kind, t => t.Days, stop);
        return Longest.ToDictionary(l => l.Key, l => Math.Min(l.Value, own.GetValueOrDefault(l.Key, l.Value)));
    }

    /// <summary>A shorter term; longer than the product's own changes nothing.</summary>
    public async Task<bool> Shorten(Person person, RetentionKind kind, int days, CancellationToken stop)
    {
        if (!Longest.TryGetValue(kind, out var longest) || days < 1 || days > longest || (kind == RetentionKind.AuditTrail && days < 31)) return false;
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        var term = await session.Tables.RetentionTerms.SingleOrDefaultAsync(t => t.SchoolId == person.School && t.Kind == kind, stop);
        if (term is null) session.Tables.RetentionTerms.Add(term = new RetentionTerm { SchoolId = person.School, Kind = kind });
        term.Days = days;
        session.Note(person, clock.GetUtcNow(), "retention-term", kind.ToString(), JsonSerializer.Serialize(new { days }));
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return true;
    }

    /// <summary>Every school once, each in transactions of its own.</summary>
    /// <returns>Key of the school and its report, for schools where something went.</returns>
    public async IAsyncEnumerable<(string School, string Report)> Run([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        List<School> schools;
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.None, stop))
            schools = await session.Tables.Schools.AsNoTracking().OrderBy(s => s.SchoolId).ToListAsync(stop);
        foreach (var school in schools)
            if (await RunSchool(school.SchoolId, stop) is { } report) yield return (school.Key, report);
    }

    private async Task<string?> RunSchool(int school, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        if (!await session.TryTurn($"retention-{school}", stop)) return null;
        var report = new JsonObject();
        foreach (var (kind, days) in await Terms(session.Tables, school, stop))
        {
            var before = Before(kind, days, now);
            var gone = kind switch
            {
                RetentionKind.AuditTrail => new JsonObject { ["audit"] = await session.PruneAudit(school, before, stop) },
                RetentionKind.PupilsWhoLeft => await Left(session, school, SchoolTime.Day(before), stop),
                _ => JsonNode.Parse(await session.Expire(school, kind, before, stop))!.AsObject(),
            };
            if (gone.Any(g => (long)g.Value! > 0)) report[kind.ToString()] = gone;
        }
        if (report.Count == 0) return null;
        session.Tables.RetentionRuns.Add(new RetentionRun { SchoolId = school, RanAt = now, Report = report.ToJsonString() });
        await session.WriteAudit(school, now, "retention", "retention-run", null, report.ToJsonString(), stop);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return report.ToJsonString();
    }

    private async Task<JsonObject> Left(Session session, int school, DateOnly before, CancellationToken stop)
    {
        var left = await session.Tables.Pupils.AsNoTracking().Where(p => p.SchoolId == school && p.LeftOn < before).Select(p => p.PupilId).ToListAsync(stop);
        foreach (var pupil in left) await rights.Erase(session, school, pupil, null, stop);
        return new JsonObject { ["pupil"] = (long)left.Count };
    }
}
