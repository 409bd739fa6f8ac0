using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Teaching.Digests;

/// <summary>Who wants the weekly message by e-mail. Off until she switches it on; each step leaves an audit row. The caller commits.</summary>
public sealed class DigestChoices(TimeProvider clock)
{
    public async Task Choose(Session session, Person person, bool on, string? address, string language, CancellationToken stop)
    {
        var row = await session.Tables.Digests.SingleOrDefaultAsync(d => d.SchoolId == person.School && d.StaffId == person.StaffId, stop);
        if (row is null) session.Tables.Digests.Add(row = new Digest { SchoolId = person.School, StaffId = person.StaffId });
        (row.IsOn, row.Language) = (on, language);
        if (!string.IsNullOrWhiteSpace(address)) row.Address = address.Trim();
        session.Note(person, clock.GetUtcNow(), on ? "digest-on" : "digest-off", null);
        await session.Tables.SaveChangesAsync(stop);
    }

    /// <summary>Takes the message of a week for sending, so that two nodes never send the same; false: it was taken already, or is off.</summary>
    /// <param name="session">In the school.</param>
    /// <param name="school">The school.</param>
    /// <param name="staff">For whom.</param>
    /// <param name="week">The Monday of the week.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<bool> Take(Session session, int school, int staff, DateOnly week, CancellationToken stop) =>
        await session.Tables.Digests.Where(d => d.SchoolId == school && d.StaffId == staff && d.IsOn && (d.SentFor == null || d.SentFor < week))
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.SentFor, week), stop) == 1;
}
