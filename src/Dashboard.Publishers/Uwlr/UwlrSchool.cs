using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dashboard.Schools.Calendar;

namespace Dashboard.Publishers.Uwlr;

/// <summary>The school block of a UWLR message: whose it is and of which year.</summary>
internal sealed partial record UwlrSchool(string? Brin, string? Dependance, string? SchoolKey, short SchoolYear, string? XsdVersion)
{
    /// <summary>Reads by pattern, not by the published enumeration of years, which ends in 2024-2025.</summary>
    public static UwlrSchool Read(XElement? school, UwlrNotes notes)
    {
        var version = school.Text("xsdversie");
        if (version is null)
            notes.Note(null, "school/xsdversie", "xsdversie-missing", "xsdversie ontbreekt. Het bericht is gelezen als 2.2.");
        else if (!Version().IsMatch(version))
            notes.Refuse(UwlrFault.XsdVersieOngeldig, null, "school/xsdversie", "Ondersteund zijn 2.0, 2.1, 2.2 en 2.3.");

        var year = WrittenTime.SchoolYear(school.Text("schooljaar"));
        if (year is null)
            notes.Refuse(UwlrFault.OngeldigBericht, null, "school/schooljaar", "Geef het schooljaar als 2026-2027.");

        if (WrittenTime.Instant(school.Text("aanmaakdatum")) is null)
            notes.Note(null, "school/aanmaakdatum", "aanmaakdatum-missing", "aanmaakdatum ontbreekt of is geen tijdstip. Het bericht is zonder gelezen.");

        var brin = school.Text("brincode")?.ToUpperInvariant();
        var key = school.Text("schoolkey");
        if (brin is not null && !BrinCode().IsMatch(brin))
        {
            if (key is null) notes.Refuse(UwlrFault.OngeldigBericht, null, "school/brincode", "Een brincode is twee cijfers en twee letters.");
            else notes.Note(null, "school/brincode", "brincode-invalid", "De brincode is niet geldig. De schoolkey is gebruikt.");
            brin = null;
        }
        else if (brin is null && key is null)
            notes.Refuse(UwlrFault.OngeldigBericht, null, "school/brincode", "Geef een brincode of een schoolkey.");
        else if (brin is not null && key is not null)
            notes.Note(null, "school/schoolkey", "school-both-keys", "Brincode en schoolkey zijn allebei gegeven. De brincode gaat voor.");
        return new UwlrSchool(brin, school.Text("dependancecode"), key, year ?? 0, version);
    }

    [GeneratedRegex(@"^v?2\.[0-3](\.\d+)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Version();

    [GeneratedRegex(@"^\d{2}\p{Lu}{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex BrinCode();
}
