using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Recording;

/// <summary>A mark as pages show it. <see cref="GoalKey"/> stays the same over releases of the goal set.</summary>
public sealed record MarkFacts(Guid Id, MarkKind Kind, int? PupilId, int? GroupId, string GoalKey, string GoalName, int StaffId, string By, DateTimeOffset At, DateOnly? Until)
{
    /// <summary>"Werkt hieraan" and "belangrijk" count until their date, the last day included.</summary>
    public bool Runs(DateOnly today) => Kind is MarkKind.WorksOnThis or MarkKind.RelevantNow && (Until is null || Until >= today);
}

/// <summary>Reads the marks that were not undone.</summary>
public static class MarkReading
{
    public static async Task<IReadOnlyList<MarkFacts>> MarksOf(this StoreContext tables, int school, int groupId, IReadOnlyCollection<int> pupils, CancellationToken stop)
    {
        var rows = await (
            from mark in tables.Marks.AsNoTracking()
            where mark.SchoolId == school && mark.UndoneAt == null && (mark.GroupId == groupId || (mark.PupilId != null && pupils.Contains(mark.PupilId.Value)))
            join goal in tables.Goals on mark.GoalId equals goal.GoalId
            join staff in tables.Staff on new { mark.SchoolId, mark.StaffId } equals new { staff.SchoolId, staff.StaffId }
            orderby mark.At descending
            select new { mark.MarkId, mark.Kind, mark.PupilId, mark.GroupId, goal.Key, Name = goal.ShortName ?? goal.Title, mark.StaffId, staff.DisplayName, mark.At, mark.Until }).ToListAsync(stop);
        return [.. rows.Select(r => new MarkFacts(r.MarkId, r.Kind, r.PupilId, r.GroupId, r.Key.ToString(), r.Name, r.StaffId, r.DisplayName, r.At, r.Until))];
    }
}
