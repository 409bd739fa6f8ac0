using System.Text;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Roster;

/// <param name="Address">Of the administration's leerlinggegevens service.</param>
/// <param name="Klantcode">Who we are to it.</param>
/// <param name="Klantnaam">Likewise.</param>
/// <param name="Sleutel">Autorisatiesleutel of this school, in plain: it goes out in a header and nowhere else.</param>
/// <param name="Set">gegevenssetid: which fields to ask for; null for the administration's default.</param>
/// <param name="Stepwise">getrapt: structure, pupils and staff apart.</param>
/// <param name="Version">xsdversie of the request.</param>
public sealed record AdministrationAccess(string Address, string Klantcode, string Klantnaam, string Sleutel, string? Set, bool Stepwise, string Version)
{
    /// <summary>aanmaakdatum of the last roster that was put in place; null: never.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}

/// <summary>How each school's own administration is reached.</summary>
public sealed class Administrations(Database database, KeyRing keys, TimeProvider clock)
{
    /// <returns>Why the address will not do, in Dutch; null when it will.</returns>
    public static string? Refuse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? null : "Het adres van een administratie is een https-adres (http alleen op deze machine).";

    /// <summary>Sets or replaces it, with an audit line. The next fetch asks for everything.</summary>
    /// <exception cref="InvalidOperationException">The address will not do.</exception>
    public async Task Set(int school, AdministrationAccess access, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(access);
        if (Refuse(access.Address) is { } why) throw new InvalidOperationException(why);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var row = await session.Tables.SchoolAdministrations.SingleOrDefaultAsync(a => a.SchoolId == school, stop);
        if (row is null) session.Tables.SchoolAdministrations.Add(row = new SchoolAdministration { SchoolId = school });
        (row.Address, row.Klantcode, row.Klantnaam, row.Gegevensset, row.Stepwise, row.Version, row.ReceivedAt) = (access.Address, access.Klantcode, access.Klantnaam, access.Set, access.Stepwise, access.Version, null);
        row.Sleutel = keys.Encrypt(school, Encoding.UTF8.GetBytes(access.Sleutel));
        session.Tables.Audits.Add(new Audit { SchoolId = school, At = clock.GetUtcNow(), Actor = "command", Action = "roster-source" });
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    /// <returns>Null when none is set.</returns>
    public async Task<AdministrationAccess?> Find(int school, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var row = await session.Tables.SchoolAdministrations.AsNoTracking().SingleOrDefaultAsync(a => a.SchoolId == school, stop);
        return row is null ? null
            : new AdministrationAccess(row.Address, row.Klantcode, row.Klantnaam, Encoding.UTF8.GetString(keys.Decrypt(school, row.Sleutel)), row.Gegevensset, row.Stepwise, row.Version) { ReceivedAt = row.ReceivedAt };
    }

    /// <summary>A roster of this moment is in place: the next fetch asks for what changed since.</summary>
    public async Task Received(int school, DateTimeOffset at, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        await session.Tables.SchoolAdministrations.Where(a => a.SchoolId == school).ExecuteUpdateAsync(a => a.SetProperty(x => x.ReceivedAt, at), stop);
        await session.Commit(stop);
    }
}
