using System.Globalization;
using Dashboard.Schools.Roster;

namespace Dashboard.Publishers.EduV.Roster;

/// <summary>
/// Fetches a whole roster from a school's administration over Edu-V; what becomes of it is up to <see cref="RosterImport"/>.
/// Its client goes through the same pipeline as every source that we fetch from (<see cref="Pulling.PullPipeline"/>).
/// </summary>
public sealed class RosterFetch(IHttpClientFactory clients, TimeProvider clock)
{
    public const string Client = "eduv-roster";
    internal const long MostBytes = 64 * 1024 * 1024;
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <param name="administration">Where.</param>
    /// <param name="schoolYear">First calendar year.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="Edexml.RosterUnreadableException">The administration gives no whole roster: nothing is put in place then.</exception>
    public async Task<RosterSnapshot> Fetch(RosterAdministration administration, short schoolYear, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(administration);
        if (administration.Refuse() is { } refused) throw new Edexml.RosterUnreadableException(refused);
        using var http = clients.CreateClient(Client);
        var api = new RosterApi(http, administration, clock);
        var period = string.Create(CultureInfo.InvariantCulture, $"{schoolYear}-{schoolYear + 1}");
        await api.SignIn(stop);
        return RosterOfObjects.Read(
            administration, schoolYear, Schools.Calendar.SchoolTime.Day(clock.GetUtcNow()),
            await api.List("students", period, RosterJson.Default.ListStudentObject, stop), await api.List("groups", period, RosterJson.Default.ListGroupObject, stop),
            await api.List("assignments", period, RosterJson.Default.ListAssignmentObject, stop), await api.List("employees", period, RosterJson.Default.ListEmployeeObject, stop),
            await api.List("enrollments", period, RosterJson.Default.ListEnrollmentObject, stop));
    }
}
