namespace Dashboard.Store.Tables;

/// <summary>The three regions of the Dutch school holidays.</summary>
public enum HolidayRegion { North, Middle, South }

/// <summary>A day on which this school is closed by its own choice.</summary>
public sealed class StudyDay
{
    public int SchoolId { get; set; }
    public DateOnly Day { get; set; }
    public string Name { get; set; } = "";
}
