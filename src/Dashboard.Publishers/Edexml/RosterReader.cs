using System.Globalization;
using System.Xml.Linq;
using Dashboard.Publishers.Uwlr;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Roster;

namespace Dashboard.Publishers.Edexml;

/// <summary>
/// Reads a school's roster: EDEXML 1.03, 2.0 or 2.1, or a UWLR leerlinggegevens answer (2.1–2.3), with or without its SOAP
/// envelope. Tolerant: any order, empty is absent; what is read over becomes a warning. A warning names places, never persons.
/// </summary>
public static class RosterReader
{
    /// <param name="file">UTF-8 or as its declaration says.</param>
    /// <exception cref="RosterUnreadableException">No roster, or one that says that nothing changed.</exception>
    public static RosterSnapshot Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var root = AllowedRoster.Load(file);
        if (root is not null && root.Is("Envelope")) root = root.Child("Body")?.Elements().FirstOrDefault();
        if (root is not null && root.Is("leerlinggegevens_antwoord"))
        {
            if (root.Child("geenwijzigingen") is not null) throw new RosterUnreadableException("Het antwoord zegt dat er niets veranderd is. Er is niets ingelezen.");
            if (root.Child("geengegevens") is not null) throw new RosterUnreadableException("Het antwoord bevat geen gegevens. Er is niets ingelezen.");
            root = root.Child("leerlinggegevens");
        }
        if (root is null || !(root.Is("EDEX") || root.Is("leerlinggegevens")))
            throw new RosterUnreadableException("Dit is geen EDEXML-bestand en geen UWLR-antwoord met leerlinggegevens, of het bestand is beschadigd.");
        return Read(root);
    }

    /// <param name="root">EDEX or leerlinggegevens, by local names, through <see cref="AllowedRoster"/>.</param>
    internal static RosterSnapshot Read(XElement root)
    {
        var warnings = new List<string>();
        var school = root.Child("school");
        var year = WrittenTime.SchoolYear(school.Text("schooljaar")) ?? throw new RosterUnreadableException("In het bestand staat geen schooljaar zoals 2026-2027.");
        var groups = RosterGroups.Read(root.Child("groepen"), warnings);
        var known = groups.Select(g => g.LasKey).ToHashSet(StringComparer.Ordinal);
        var on = WrittenTime.Day(school.Text("peildatum")) ?? WrittenTime.Day(school.Text("aanmaakdatum"));
        var pupils = RosterPupils.Read(root.Child("leerlingen"), known, on, warnings);
        var staff = RosterStaffReader.Read(root.Child("leerkrachten"), known, warnings);
        if (pupils.Count == 0) warnings.Add("In het bestand staat geen enkele leerling.");
        return new RosterSnapshot(school.Text("brincode")?.ToUpperInvariant(), school.Text("dependancecode"), school.Text("schoolkey"), year, groups, pupils, staff, warnings)
        {
            Format = root.Is("EDEX") ? "EDEXML " + Version(school.Text("xsdversie"), root) : "UWLR leerlinggegevens",
        };
    }

    /// <summary>As the file says, else by what it has: eckid came with 2.1, samengestelde groepen with 2.0.</summary>
    private static string Version(string? said, XElement root) => said switch
    {
        "1.03" or "2.0" or "2.1" => said,
        "1.0.3" => "1.03",
        _ when root.Descendants().Any(e => e.Attr("eckid") is not null) => "2.1",
        _ when root.Descendants().Any(e => e.Is("samengestelde_groep")) || root.Child("school").Text("peildatum") is not null => "2.0",
        _ => "1.03",
    };

    /// <summary>"leerling 12": where something is, without saying who.</summary>
    internal static string Place(string what, int index) => string.Create(CultureInfo.InvariantCulture, $"{what} {index + 1}");

    /// <summary>Keys of the groups that an element refers to and that the file knows.</summary>
    internal static List<string> Groups(IEnumerable<XElement> references, HashSet<string> known, string place, List<string> warnings)
    {
        var keys = references.Select(r => r.Attr("key")).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var missing in keys.Where(k => !known.Contains(k))) warnings.Add($"{place}: groep '{missing}' staat niet in de lijst met groepen en is overgeslagen.");
        keys.RemoveAll(k => !known.Contains(k));
        return keys;
    }
}
