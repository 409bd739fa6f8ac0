using System.Xml.Linq;
using Dashboard.Contracts;
using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Styles;
using Dashboard.Publishers.Uwlr;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Publishers;

/// <summary>UWLR messages as a publisher writes them, with one thing changed per test.</summary>
internal static class UwlrMessage
{
    public const string Leerling = "<leerlingid>L-0001</leerlingid>";

    public const string Toetsen = """
        <toets>
          <toetscode>MEETKUNDE-KLOK</toetscode><toetsnaam>Meetkunde: klok</toetsnaam>
          <toetsnormering><norm><term>totaal</term><beginnormwaarde>0</beginnormwaarde><eindnormwaarde>30</eindnormwaarde></norm></toetsnormering>
          <toetsonderdelen>
            <toetsonderdeel><toetsonderdeelvolgnummer>1</toetsonderdeelvolgnummer><toetsonderdeelcode>KLOK-HEEL</toetsonderdeelcode><toetsonderdeelnaam>Hele uren</toetsonderdeelnaam>
              <toetsonderdeelnormering>
                <norm><term>onvoldoende</term><beginnormwaarde>0</beginnormwaarde><eindnormwaarde>5</eindnormwaarde></norm>
                <norm><term>voldoende</term><beginnormwaarde>6</beginnormwaarde><eindnormwaarde>10</eindnormwaarde></norm>
              </toetsonderdeelnormering></toetsonderdeel>
            <toetsonderdeel><toetsonderdeelvolgnummer>2</toetsonderdeelvolgnummer><toetsonderdeelcode>KLOK-HALF</toetsonderdeelcode></toetsonderdeel>
          </toetsonderdelen>
        </toets>
        """;

    public static string Result(string score = "<score>4</score>", string key = "afn-1001-7", string part = "<toetsonderdeelcode>KLOK-HEEL</toetsonderdeelcode>",
        string date = "<afnamedatum>2026-10-29</afnamedatum>", string code = "<toetscode>MEETKUNDE-KLOK</toetscode>", string more = "") =>
        $"""<resultaat key="{key}">{date}{code}{part}{score}{more}</resultaat>""";

    public static string School(string year = "<schooljaar>2026-2027</schooljaar>", string id = "<brincode>99XX</brincode><dependancecode>00</dependancecode>", string version = "<xsdversie>2.2</xsdversie>") =>
        $"<school>{year}{id}<aanmaakdatum>2026-10-30T06:15:00+01:00</aanmaakdatum>{version}</school>";

    public static string Body(string? results = null, string pupil = Leerling, string? school = null, string tests = "<toetsen>" + Toetsen + "</toetsen>") => $"""
        <leerresultaten_verzoek xmlns="http://www.edustandaard.nl/leerresultaten/2/leerresultaten"
          xmlns:oso="http://www.edustandaard.nl/oso_gegevensset/1.2/dossier" xmlns:u="urn:dashboard:uitbreiding:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          {school ?? School()}
          <toetsafnames><toetsafname>{pupil}<resultaten>{results ?? Result()}</resultaten></toetsafname></toetsafnames>
          {tests}
        </leerresultaten_verzoek>
        """;

    public static readonly Tool Muiswerk = new()
    {
        ToolId = 1, PublisherId = 1, Key = "muiswerk", Name = "Muiswerk", Hosts = ["muiswerk.example"],
        Profile = PublisherStyles.Of("muiswerk")!.Profile.ToJson(), UwlrKlantcode = "muiswerk", UwlrKlantnaam = "Muiswerk",
    };

    public static ReadingTool ToolOf(ToolProfile profile, string style = "") => new(profile, PublisherStyles.Of(style), new DeepLinkRule(["muiswerk.example"], sampleSchool: false));

    public static (List<IncomingResult> Results, UwlrNotes Notes) Read(string body, ReadingTool? tool = null)
    {
        var notes = new UwlrNotes();
        var results = LeerresultatenReader.Read(XElement.Parse(body), tool ?? ReadingTool.For(Muiswerk, new School()), notes);
        return (results, notes);
    }

    /// <summary>What the report says of a message that is read: the codes, in order. Nothing is refused.</summary>
    public static List<string> Deviations(string body, ReadingTool? tool = null)
    {
        var (_, notes) = Read(body, tool);
        Assert.Empty(notes.Refused);
        SchemaCheck.Note(XElement.Parse(body), notes);
        return [.. notes.ReadOver.Select(n => n.Code)];
    }

    /// <summary>The one result of a message that has nothing to refuse.</summary>
    public static Result One(string result, ReadingTool? tool = null)
    {
        var (results, notes) = Read(Body(result), tool);
        Assert.Empty(notes.Refused);
        return Assert.Single(results).Result;
    }
}
