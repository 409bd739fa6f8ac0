using Dashboard.Web.Goals;

namespace Dashboard.Web.Recording;

/// <summary>A mark as pages show it. GoalKey: of the goal as the school's release has it; GoalName: of the goal that it was made on.</summary>
public sealed record MarkFacts(Guid Id, MarkKind Kind, int? PupilId, int? GroupId, string GoalKey, string GoalName, int StaffId, string By, DateTimeOffset At, DateOnly? Until)
{
    /// <summary>"Werkt hieraan" and "belangrijk" count until their date, the last day included.</summary>
    public bool Runs(DateOnly today) => Kind is MarkKind.WorksOnThis or MarkKind.RelevantNow && (Until is null || Until >= today);
}

/// <summary>Reads the marks that were not undone.</summary>
public static class MarkReading
{
    /// <summary>With each mark on the goal that the school works with now; its name stays that of the goal it was made on.</summary>
    public static async Task<IReadOnlyList<MarkFacts>> MarksOf(this StoreContext tables, GoalMap goals, int school, int groupId, IReadOnlyCollection<int> pupils, CancellationToken stop)
    {
        var rows = await (
            from mark in tables.Marks.AsNoTracking()
            where mark.SchoolId == school && mark.UndoneAt == null && (mark.GroupId == groupId || (mark.PupilId != null && pupils.Contains(mark.PupilId.Value)))
            join goal in tables.Goals on mark.GoalId equals goal.GoalId
            join staff in tables.Staff on new { mark.SchoolId, mark.StaffId } equals new { staff.SchoolId, staff.StaffId }
            orderby mark.At descending
            select new { mark.MarkId, mark.Kind, mark.PupilId, mark.GroupId, goal.Key, Name = goal.ShortName ?? goal.Title, mark.StaffId, staff.DisplayName, mark.At, mark.Until }).ToListAsync(stop);
        var now = await goals.Successors(tables, [.. rows.Select(r => r.Key).Distinct()], stop);
        return [.. rows.Select(r => new MarkFacts(r.MarkId, r.Kind, r.PupilId, r.GroupId, now.GetValueOrDefault(r.Key, r.Key).ToString(), r.Name, r.StaffId, r.DisplayName, r.At, r.Until))];
    }
}
