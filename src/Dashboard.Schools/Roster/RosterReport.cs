namespace Dashboard.Schools.Roster;

/// <param name="Added">Pupils new to the school.</param>
/// <param name="Changed">Pupils whose name or aliases changed.</param>
/// <param name="Unchanged">Pupils as they were.</param>
/// <param name="Left">Pupils who are no longer in the administration.</param>
/// <param name="Groups">Groups in the file.</param>
/// <param name="Staff">Staff in the file.</param>
/// <param name="Warnings">What was read over.</param>
/// <param name="NeedsConfirm">Why nothing was stored yet; null when it was (or would be).</param>
public sealed record RosterReport(int Added, int Changed, int Unchanged, int Left, int Groups, int Staff, IReadOnlyList<string> Warnings, string? NeedsConfirm)
{
    /// <summary>The groups in which something changes, by name: counts only, for a report names no pupils.</summary>
    public IReadOnlyList<GroupDifference> Differences { get; init; } = [];
}

/// <param name="Group">The group's name.</param>
/// <param name="New">Not known before in this school year.</param>
/// <param name="Gone">No longer in the administration.</param>
/// <param name="PupilsIn">Pupils who come into it.</param>
/// <param name="PupilsOut">Pupils who go out of it.</param>
/// <param name="StaffIn">Teachers who get it.</param>
/// <param name="StaffOut">Teachers who lose it.</param>
public sealed record GroupDifference(string Group, bool New, bool Gone, int PupilsIn, int PupilsOut, int StaffIn, int StaffOut)
{
    public bool Any => New || Gone || PupilsIn + PupilsOut + StaffIn + StaffOut > 0;
}
