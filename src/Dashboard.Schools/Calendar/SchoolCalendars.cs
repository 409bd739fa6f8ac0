using System.Collections.Concurrent;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Calendar;

/// <summary>A school's calendar from the tables; workers keep it for ten seconds.</summary>
public sealed class SchoolCalendars(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<int, (SchoolCalendar Calendar, DateTimeOffset At)> _known = new();

    /// <param name="role">As whom it is read.</param>
    /// <param name="school">Whose.</param>
    /// <param name="stop">Cancels.</param>
    public async ValueTask<SchoolCalendar> Of(DatabaseRole role, int school, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(school, out var known) && now - known.At < Fresh) return known.Calendar;
        await using var session = await database.Begin(role, Scope.School(school), stop);
        var calendar = await session.Tables.CalendarOf(school, stop);
        _known[school] = (calendar, now);
        return calendar;
    }
}

/// <summary>Reads the calendar inside a session.</summary>
public static class CalendarReading
{
    public static async Task<SchoolCalendar> CalendarOf(this StoreContext tables, int school, CancellationToken stop)
    {
        var found = await tables.Schools.AsNoTracking().Where(s => s.SchoolId == school)
            .Select(s => new { s.Region, Days = tables.StudyDays.Where(d => d.SchoolId == s.SchoolId).Select(d => d.Day).ToList() }).SingleOrDefaultAsync(stop);
        return found is null ? SchoolCalendar.Usual : new SchoolCalendar(found.Region, found.Days);
    }
}
