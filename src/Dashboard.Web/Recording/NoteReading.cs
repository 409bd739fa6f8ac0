namespace Dashboard.Web.Recording;

/// <summary>What a teacher wrote down, as pages show it.</summary>
public sealed record NoteFacts(Guid Id, NoteKind Kind, int PupilId, string? Topic, string? TopicName, Judgement? Judgement, string? Text, int StaffId, string By, DateTimeOffset At);

/// <summary>Reads the notes that were not taken back, the newest first.</summary>
public static class NoteReading
{
    private const int Most = 500;

    public static async Task<IReadOnlyList<NoteFacts>> NotesOf(this StoreContext tables, int school, IReadOnlyCollection<int> pupils, DateTimeOffset since, CancellationToken stop) => await (
        from note in tables.Notes.AsNoTracking()
        join staff in tables.Staff on new { note.SchoolId, note.StaffId } equals new { staff.SchoolId, staff.StaffId }
        where note.SchoolId == school && pupils.Contains(note.PupilId) && note.UndoneAt == null && note.At >= since
        orderby note.At descending
        select new NoteFacts(note.NoteId, note.Kind, note.PupilId, note.Topic, note.TopicName, note.Judgement, note.Text, note.StaffId, staff.DisplayName, note.At)).Take(Most).ToListAsync(stop);
}
