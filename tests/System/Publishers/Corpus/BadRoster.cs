using System.Text;

namespace Dashboard.SystemTests.Publishers.Corpus;

/// <summary>Roster files that may not be put in place.</summary>
internal static class BadRoster
{
    private const string Good = """
        <EDEX><school><schooljaar>2026-2027</schooljaar><brincode>11AA</brincode><xsdversie>2.1</xsdversie></school>
          <groepen><groep key="G5"><naam>Groep 5</naam><jaargroep>5</jaargroep></groep></groepen>
          <leerlingen><leerling key="lln-1"><achternaam>Jansen</achternaam><roepnaam>Maaike</roepnaam><jaargroep>5</jaargroep><groep key="G5"/></leerling></leerlingen></EDEX>
        """;

    public static IEnumerable<BadInput> All()
    {
        foreach (var (name, text) in new[]
        {
            ("nothing", ""), ("words", "geen xml"), ("JSON", "{}"), ("another document", "<html/>"), ("a results message", "<leerresultaten_verzoek xmlns=\"http://www.edustandaard.nl/leerresultaten/2/leerresultaten\"/>"),
            ("nothing changed", "<leerlinggegevens_antwoord><geenwijzigingen/></leerlinggegevens_antwoord>"), ("no data", "<leerlinggegevens_antwoord><geengegevens/></leerlinggegevens_antwoord>"), ("an empty answer", "<leerlinggegevens_antwoord/>"),
            ("a fault", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault/></s:Body></s:Envelope>"), ("no school", Good.Replace("<schooljaar>2026-2027</schooljaar>", "", StringComparison.Ordinal)),
            ("a school year that cannot be", Good.Replace("2026-2027", "2026-2030", StringComparison.Ordinal)), ("a tag left open", Good.Replace("</roepnaam>", "", StringComparison.Ordinal)),
            ("an external entity", "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>" + Good.Replace("Maaike", "&f;", StringComparison.Ordinal)), ("an external DTD", "<!DOCTYPE EDEX SYSTEM \"http://127.0.0.1:1/x.dtd\">" + Good),
            ("deeper than any roster", Good.Replace("Maaike", string.Concat(Enumerable.Repeat("<naam>", 100_000)), StringComparison.Ordinal)), ("deep and closed", Good.Replace("Maaike", string.Concat(Enumerable.Repeat("<naam>", 1000)) + string.Concat(Enumerable.Repeat("</naam>", 1000)), StringComparison.Ordinal)),
            ("an unknown encoding", "<?xml version=\"1.0\" encoding=\"klingon\"?>" + Good), ("a control character", Good.Replace("Maaike", "&#2;", StringComparison.Ordinal)),
        })
            yield return new BadInput("edexml", name, Encoding.UTF8.GetBytes(text), "text/xml");
        foreach (var bad in BadInput.CutOff("edexml", Good, "text/xml").Concat(BadInput.BadEncodings("edexml", Good, "Maaike", "text/xml"))) yield return bad;
    }
}
