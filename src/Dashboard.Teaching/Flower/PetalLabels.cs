using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Teaching.Flower;

/// <summary>A group's own words for the petals of the flower (NU-11). The caller has checked the group and commits the session.</summary>
public sealed class PetalLabels(TimeProvider clock)
{
    public const int Longest = 40;

    /// <summary>Keeps the words; an empty word takes the usual one back.</summary>
    public async Task Name(Session session, Person person, int group, IReadOnlyDictionary<Petal, string?> words, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var known = await session.Tables.PetalLabels.Where(l => l.SchoolId == person.School && l.GroupId == group).ToListAsync(stop);
        foreach (var (petal, given) in words)
        {
            var word = given?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, Longest)] : null;
            var row = known.Find(l => l.Petal == petal);
            if (word is null && row is not null) session.Tables.PetalLabels.Remove(row);
            else if (word is not null && row is null)
                session.Tables.PetalLabels.Add(new PetalLabel { SchoolId = person.School, GroupId = group, Petal = petal, Label = word, StaffId = person.StaffId, At = now });
            else if (word is not null && row!.Label != word) (row.Label, row.StaffId, row.At) = (word, person.StaffId, now);
        }
        session.Note(person, now, "petal-labels", group.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await session.Tables.SaveChangesAsync(stop);
    }
}
