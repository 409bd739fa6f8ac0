namespace Dashboard.SystemTests.Rig;

/// <summary>A folder of its own below the system's temporary one, gone afterwards; other users may look into it.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder(string purpose)
    {
        Location = Path.Combine(Path.GetTempPath(), $"dashboard-{purpose}-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Location);
        else Directory.CreateDirectory(Location, Everyone);
    }

    public string Location { get; }

    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
