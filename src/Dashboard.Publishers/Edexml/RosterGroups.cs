using System.Xml.Linq;
using Dashboard.Publishers.Uwlr;
using Dashboard.Schools.Roster;

namespace Dashboard.Publishers.Edexml;

/// <summary>groepen: groep and samengestelde_groep, mixed.</summary>
internal static class RosterGroups
{
    public static List<RosterGroup> Read(XElement? groepen, List<string> warnings)
    {
        var groups = new List<RosterGroup>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (element, index) in (groepen?.Elements() ?? []).Select((e, i) => (e, i)))
        {
            var composite = element.Is("samengestelde_groep");
            if (!composite && !element.Is("groep")) continue;
            var place = RosterReader.Place("groep", index);
            if (element.Attr("key") is not { } key) warnings.Add($"{place} heeft geen key en is overgeslagen.");
            else if (!seen.Add(key)) warnings.Add($"{place}: key '{key}' staat er meer dan eens. De eerste telt.");
            else groups.Add(new RosterGroup(key, element.Text("naam") ?? key, element.Text("jaargroep") ?? "", composite));
        }
        return groups;
    }
}
