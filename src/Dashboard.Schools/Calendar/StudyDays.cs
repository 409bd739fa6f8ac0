using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Calendar;

/// <summary>What the school itself says about its calendar; every change leaves an audit row. The caller commits the session.</summary>
public sealed class StudyDays(TimeProvider clock)
{
    /// <summary>Adds a free day, or renames it.</summary>
    public async Task Add(Session session, Person person, DateOnly day, string name, CancellationToken stop)
    {
        var stored = await session.Tables.StudyDays.SingleOrDefaultAsync(d => d.SchoolId == person.School && d.Day == day, stop);
        if (stored is null) session.Tables.StudyDays.Add(stored = new StudyDay { SchoolId = person.School, Day = day });
        stored.Name = name;
        session.Note(person, clock.GetUtcNow(), "study-day", Written(day));
        await session.Tables.SaveChangesAsync(stop);
    }

    /// <summary>Makes it a school day again; a day that is not there changes nothing.</summary>
    public async Task Remove(Session session, Person person, DateOnly day, CancellationToken stop)
    {
        if (await session.Tables.StudyDays.SingleOrDefaultAsync(d => d.SchoolId == person.School && d.Day == day, stop) is not { } stored) return;
        session.Tables.StudyDays.Remove(stored);
        session.Note(person, clock.GetUtcNow(), "study-day-removed", Written(day));
        await session.Tables.SaveChangesAsync(stop);
    }

    /// <summary>Sets the region whose holidays count.</summary>
    public async Task Region(Session session, Person person, HolidayRegion region, CancellationToken stop)
    {
        var school = await session.Tables.Schools.SingleAsync(s => s.SchoolId == person.School, stop);
        if (school.Region == region) return;
        school.Region = region;
        session.Note(person, clock.GetUtcNow(), "holiday-region", region.ToString());
        await session.Tables.SaveChangesAsync(stop);
    }

    private static string Written(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
