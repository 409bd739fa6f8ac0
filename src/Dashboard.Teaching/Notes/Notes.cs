using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Teaching.Notes;

/// <summary>What is written down about one or more pupils.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">In her own words; may be empty beside a judgement or a compliment.</param>
/// <param name="Judgement">Her own estimate, if she wants one.</param>
/// <param name="Topic">Key of the goal it is about; null: the pupil.</param>
/// <param name="TopicName">Its name, as in a sentence.</param>
public sealed record Writing(NoteKind Kind, string? Text, Judgement? Judgement = null, string? Topic = null, string? TopicName = null);

/// <summary>
/// Notes, judgements ("wat zag ik zelf" included), compliments and agreements (LD-22, OD-24, V-16): saved at once, dated, authored, shared
/// with who teaches the group, taken back for 30 days. The caller has checked that she may see these pupils, and commits the session.
/// </summary>
public sealed class Notes(TimeProvider clock)
{
    public static readonly TimeSpan UndoFor = TimeSpan.FromDays(30);
    public const int LongestText = 1000;

    /// <exception cref="ArgumentException">There is nothing in it.</exception>
    public async Task<IReadOnlyList<Note>> Write(Session session, Person person, IReadOnlyCollection<int> pupils, Writing writing, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var text = writing.Text?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, LongestText)] : null;
        if (text is null && writing.Judgement is null && writing.Kind != NoteKind.Compliment) throw new ArgumentException("A note needs a text or a judgement.", nameof(writing));
        List<Note> notes = [.. pupils.Distinct().Select(p => new Note
        {
            SchoolId = person.School, NoteId = Guid.CreateVersion7(now), Kind = writing.Kind, PupilId = p, Topic = writing.Topic, TopicName = writing.TopicName,
            Judgement = writing.Judgement, Text = text, StaffId = person.StaffId, At = now,
        })];
        session.Tables.Notes.AddRange(notes);
        foreach (var note in notes) session.Note(person, now, "note", note.NoteId.ToString());
        await session.Tables.SaveChangesAsync(stop);
        return notes;
    }

    /// <summary>Takes the person's own notes back. Of somebody else, older than <see cref="UndoFor"/> or taken back before: left alone.</summary>
    /// <returns>Those that were taken back.</returns>
    public async Task<IReadOnlyList<Note>> Undo(Session session, Person person, IReadOnlyCollection<Guid> notes, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var since = now - UndoFor;
        var found = await session.Tables.Notes.Where(n => n.SchoolId == person.School && n.StaffId == person.StaffId && n.UndoneAt == null && n.At >= since && notes.Contains(n.NoteId)).ToListAsync(stop);
        foreach (var note in found)
        {
            note.UndoneAt = now;
            session.Note(person, now, "note-undone", note.NoteId.ToString());
        }
        await session.Tables.SaveChangesAsync(stop);
        return found;
    }
}
