using System.Globalization;
using System.Security.Claims;
using Dashboard.Store.Tables;

namespace Dashboard.Schools.People;

/// <summary>Who is signed in, as the session cookie says it. Groups are looked up anew: they may end today.</summary>
public sealed record Person(int School, int StaffId, Guid Key, string DisplayName, Role Role, bool Sample, Guid Session = default)
{
    public const string SchoolClaim = "school", StaffClaim = "staff", KeyClaim = "key", SampleClaim = "sample", SessionClaim = "sid";

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
    [
        new(ClaimTypes.Name, DisplayName),
        new(ClaimTypes.Role, Role.ToString()),
        new(SchoolClaim, School.ToString(CultureInfo.InvariantCulture)),
        new(StaffClaim, StaffId.ToString(CultureInfo.InvariantCulture)),
        new(KeyClaim, Key.ToString()),
        new(SampleClaim, Sample ? "1" : "0"),
        new(SessionClaim, Session.ToString()),
    ], scheme));

    /// <returns>Null when nobody of a school is signed in.</returns>
    public static Person? From(ClaimsPrincipal user) =>
        user.FindFirstValue(StaffClaim) is { } staff
            ? new Person(
                int.Parse(user.FindFirstValue(SchoolClaim)!, CultureInfo.InvariantCulture),
                int.Parse(staff, CultureInfo.InvariantCulture),
                Guid.Parse(user.FindFirstValue(KeyClaim)!),
                user.FindFirstValue(ClaimTypes.Name) ?? "",
                Enum.Parse<Role>(user.FindFirstValue(ClaimTypes.Role)!),
                user.FindFirstValue(SampleClaim) == "1",
                Guid.TryParse(user.FindFirstValue(SessionClaim), out var session) ? session : Guid.Empty)
            : null;
}
