using Dashboard.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Schools.People.External;

/// <summary>At which identity provider a member of staff is known, for tools that sign her in there themselves.</summary>
public sealed class ProviderOfStaff(IOptions<IdentityProviders> identity)
{
    /// <returns>The issuer of the provider that she last came through, else of the only one there is; null when that cannot be said.</returns>
    public async Task<string?> Issuer(Session session, Person person, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(person);
        var hers = await session.Tables.ExternalLogins.AsNoTracking().Where(l => l.SchoolId == person.School && l.StaffId == person.StaffId)
            .OrderByDescending(l => l.LastAt).Select(l => l.Provider).FirstOrDefaultAsync(stop);
        return (identity.Value.Find(hers) ?? (identity.Value.Providers is [var only] ? only : null))?.Authority;
    }
}
