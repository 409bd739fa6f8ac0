using System.Xml.Linq;
using Dashboard.Publishers.Uwlr;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Roster;

namespace Dashboard.Publishers.Edexml;

/// <summary>leerlingen. jaargroep H, or an uitstroomdatum that has come, says that the pupil has left.</summary>
internal static class RosterPupils
{
    /// <param name="leerlingen">The block.</param>
    /// <param name="groups">Keys of the groups in the file.</param>
    /// <param name="on">The day that the file speaks of; null when it does not say.</param>
    /// <param name="warnings">What is read over.</param>
    public static List<RosterPupil> Read(XElement? leerlingen, HashSet<string> groups, DateOnly? on, List<string> warnings)
    {
        var pupils = new List<RosterPupil>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (element, index) in leerlingen.Children("leerling").Select((e, i) => (e, i)))
        {
            var place = RosterReader.Place("leerling", index);
            var (las, eckId) = (element.Attr("key"), element.Attr("eckid"));
            if (las is null && eckId is null) { warnings.Add($"{place} heeft geen key en geen eckid en is overgeslagen."); continue; }
            if ((las is not null && !seen.Add("key " + las)) | (eckId is not null && !seen.Add("eckid " + eckId)))
            {
                warnings.Add($"{place}: key of eckid staat er meer dan eens. De eerste telt.");
                continue;
            }
            if (PersonName.Read(element) is not { } name) { warnings.Add($"{place} heeft geen naam en is overgeslagen."); continue; }
            var references = element.Children("groep").Concat(element.Child("samengestelde_groepen").Children("samengestelde_groep"));
            var left = element.Text("jaargroep") == "H" || (WrittenTime.Day(element.Text("uitstroomdatum")) is { } until && (on is null || until <= on));
            var own = RosterReader.Groups(references, groups, place, warnings);
            if (own.Count == 0 && !left) warnings.Add($"{place} zit in geen enkele groep.");
            pupils.Add(new RosterPupil(las, eckId, name.Given, name.Prefix, name.Family, element.Text("gebruikersnaam"), own, left) { YearGroup = element.Text("jaargroep") });
        }
        return pupils;
    }
}
