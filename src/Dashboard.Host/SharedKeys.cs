using System.Text;
using System.Xml.Linq;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Dashboard.Host;

/// <summary>Data-protection keys in the database, sealed under the secret, so that every web node reads every cookie and no reader of the database can make one.</summary>
public sealed class SharedKeys(Database database, KeyRing keys) : IXmlRepository
{
    private const int NoSchool = 0;

    public IReadOnlyCollection<XElement> GetAllElements() => Read().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Write(element, friendlyName).GetAwaiter().GetResult();

    private async Task<List<XElement>> Read()
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None);
        return [.. session.Tables.DataProtectionKeys.AsEnumerable().Select(k => XElement.Parse(Encoding.UTF8.GetString(keys.Decrypt(NoSchool, Convert.FromBase64String(k.Xml)))))];
    }

    private async Task Write(XElement element, string name)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None);
        var xml = Convert.ToBase64String(keys.Encrypt(NoSchool, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))));
        session.Tables.DataProtectionKeys.Add(new DataProtectionKey { Name = name, Xml = xml });
        await session.Tables.SaveChangesAsync();
        await session.Commit();
    }
}
