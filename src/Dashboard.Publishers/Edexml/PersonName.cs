using System.Xml.Linq;
using Dashboard.Publishers.Uwlr;

namespace Dashboard.Publishers.Edexml;

/// <summary>A name as EDEXML gives it: roepnaam, else the first of the voornamen, else the voorletters, else the achternaam.</summary>
internal sealed record PersonName(string Given, string? Prefix, string? Family)
{
    /// <returns>Null when there is no name at all.</returns>
    public static PersonName? Read(XElement person)
    {
        var family = person.Text("achternaam");
        var given = person.Text("roepnaam") ?? person.Text("voornamen")?.Split(' ')[0] ?? person.Text("voorletters-1");
        return given is not null ? new(given, person.Text("voorvoegsel"), family)
            : family is not null ? new(family, null, null) : null;
    }

    public override string ToString() => string.Join(' ', new[] { Given, Prefix, Family }.Where(n => n is not null));
}
