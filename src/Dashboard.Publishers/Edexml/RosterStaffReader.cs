using System.Xml.Linq;
using Dashboard.Publishers.Uwlr;
using Dashboard.Schools.Roster;

namespace Dashboard.Publishers.Edexml;

/// <summary>leerkrachten, with the groups they teach.</summary>
internal static class RosterStaffReader
{
    public static List<RosterStaff> Read(XElement? leerkrachten, HashSet<string> groups, List<string> warnings)
    {
        var staff = new List<RosterStaff>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (element, index) in leerkrachten.Children("leerkracht").Select((e, i) => (e, i)))
        {
            var place = RosterReader.Place("leerkracht", index);
            if (element.Attr("key") is not { } key) { warnings.Add($"{place} heeft geen key en is overgeslagen."); continue; }
            if (!seen.Add(key)) { warnings.Add($"{place}: key staat er meer dan eens. De eerste telt."); continue; }
            if (PersonName.Read(element) is not { } name) { warnings.Add($"{place} heeft geen naam en is overgeslagen."); continue; }
            var own = RosterReader.Groups(element.Child("groepen")?.Elements() ?? [], groups, place, warnings);
            staff.Add(new RosterStaff(key, name.ToString(), element.Text("gebruikersnaam"), own));
        }
        return staff;
    }
}
