using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Dashboard.Mapping.MethodGoals;
using Dashboard.Publishers.Edexml;
using Dashboard.Publishers.EduV;
using Dashboard.Publishers.Styles;
using Dashboard.Publishers.Uwlr;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Publishers.Fuzzing;

/// <summary>Each parser that reads what others send, as the door uses it.</summary>
/// <param name="Good">Inputs that it takes.</param>
/// <param name="Read">Returns true when the input was taken, false when it was refused as it should; throws nothing.</param>
internal sealed record Parser(IReadOnlyList<byte[]> Good, Func<byte[], bool> Read)
{
    public static readonly IReadOnlyDictionary<string, Parser> All = new Dictionary<string, Parser>
    {
        ["uwlr"] = new([.. Uwlr().Select(Encoding.UTF8.GetBytes)], ReadUwlr),
        ["toetsdefinities"] = new([Encoding.UTF8.GetBytes($"<Toetsdefinities xmlns=\"x\"><toetsen>{UwlrMessage.Toetsen}</toetsen></Toetsdefinities>")], ReadTests),
        ["eduv-results"] = new([.. Results().Select(Encoding.UTF8.GetBytes)], ReadResults),
        ["eduv-progress"] = new([Encoding.UTF8.GetBytes(ProgressMessage)], ReadProgress),
        ["edexml"] = new([.. Rosters().Select(Encoding.UTF8.GetBytes)], ReadRoster),
        ["method-goals"] = new([Encoding.UTF8.GetBytes(MethodGoals)], ReadMethodGoals),
    };

    private const string ProgressMessage = """
        { "id": "p-1", "student": { "userIds": [ { "userId": "lln-1", "userIdType": "ASI" } ], "userMasterIdentifier": "https://ketenid.nl/pilot/1" }, "school": { "organisationIds": [ { "organisationId": "beuk", "organisationIdType": "AS_ID" } ] },
          "assignableUnitId": "numo-klok", "courseId": "c", "status": "completed", "timestamp": "2026-11-19T09:30:00Z", "pleaseFollowup": true, "detailsUrl": "https://tool.example/1", "additionalInfo": "goed",
          "dashboard": { "items": 10, "correct": 4, "minutes": 2.5, "context": [ { "key": "k", "value": "v" } ], "trigger": { "kind": "Stuck", "reasonCode": "doneBadly", "from": "2026-11-19" } } }
        """;

    private const string MethodGoals = """
        { "version": "1", "goals": [ { "code": "klok", "title": "De klok", "description": "Hele uren", "domain": "tijd", "level": "5", "exampleExercises": ["Hoe laat is het?"],
          "links": [ { "goal": "https://doel.example/1", "relation": "close", "coverage": { "parts": 1, "of": 3 }, "role": "practise", "reason": "klok" } ] } ] }
        """;

    private static IEnumerable<string> Uwlr()
    {
        string Envelope(string body) => $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><a:autorisatie xmlns:a="x"><a:autorisatiesleutel>s</a:autorisatiesleutel><a:klantcode>m</a:klantcode><a:klantnaam>M</a:klantnaam></a:autorisatie></s:Header><s:Body>{body}</s:Body></s:Envelope>""";
        yield return Envelope(UwlrMessage.Body());
        yield return Envelope(UwlrMessage.Body(UwlrMessage.Result("""
            <osoresultaat><oso:toetsscore><oso:aantalopgaven>48</oso:aantalopgaven><oso:aantalgoed>35</oso:aantalgoed><oso:tijd>1840</oso:tijd><oso:vaardigheidsscore>187</oso:vaardigheidsscore><oso:betrouwbaarheidsinterval><oso:bivlaag>180</oso:bivlaag><oso:bivhoog>194</oso:bivhoog></oso:betrouwbaarheidsinterval></oso:toetsscore>
            <oso:referentiescore><oso:codereferentiescore>IV</oso:codereferentiescore><oso:codevergelijkingsgroep>Landelijk</oso:codevergelijkingsgroep><oso:waarde>II</oso:waarde></oso:referentiescore></osoresultaat>
            """)));
        yield return Envelope(UwlrMessage.Body(UwlrMessage.Result("""
            <anderresultaat xsi:type="u:anderresultaat"><u:score>4</u:score><u:originKind>practice</u:originKind><u:items>10</u:items><u:correct>4</u:correct><u:minutes>15</u:minutes>
              <u:context><u:key>hints</u:key><u:value>3</u:value></u:context><u:goals><u:code>A</u:code></u:goals><u:trigger><u:kind>Stuck</u:kind><u:from>2026-10-20</u:from><u:adaptive>true</u:adaptive></u:trigger></anderresultaat>
            """, more: "<infourl>https://muiswerk.example/1</infourl>")));
    }

    private static IEnumerable<string> Results()
    {
        yield return EduVMessage.Message().Scores(("NumberCorrect", "9", "10", "heel"), ("DurationInSeconds", "120", null, "half")).ToJsonString();
        yield return EduVMessage.Message().Results(("Pass", "true")).ToJsonString();
    }

    private static IEnumerable<string> Rosters()
    {
        yield return """
            <EDEX><school><schooljaar>2026-2027</schooljaar><brincode>11AA</brincode><aanmaakdatum>2026-11-01T10:00:00</aanmaakdatum><xsdversie>2.1</xsdversie></school>
              <groepen><groep key="G5"><naam>Groep 5</naam><jaargroep>5</jaargroep></groep><samengestelde_groep key="P"><naam>Plus</naam></samengestelde_groep></groepen>
              <leerlingen><leerling key="l1" eckid="https://ketenid.nl/pilot/1"><achternaam>Jansen</achternaam><voorvoegsel>de</voorvoegsel><roepnaam>Maaike</roepnaam><geboortedatum>2016-01-01</geboortedatum><jaargroep>5</jaargroep><groep key="G5"/><samengestelde_groepen><samengestelde_groep key="P"/></samengestelde_groepen><uitstroomdatum>2027-01-01</uitstroomdatum></leerling></leerlingen>
              <leerkrachten><leerkracht key="k1"><achternaam>Vera</achternaam><groepen><groep key="G5"><rol>LRK</rol></groep></groepen></leerkracht></leerkrachten></EDEX>
            """;
        yield return """
            <leerlinggegevens_antwoord xmlns="http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens"><leerlinggegevens><school><schooljaar>2026-2027</schooljaar><schoolkey>b</schoolkey></school>
              <leerlingen><leerling key="l1"><achternaam>J</achternaam></leerling></leerlingen></leerlinggegevens></leerlinggegevens_antwoord>
            """;
    }

    private static XElement? Xml(byte[] input, Action<string> unreadable) => SafeXml.Read(new MemoryStream(input), unreadable, CancellationToken.None).GetAwaiter().GetResult();

    private static bool ReadUwlr(byte[] input)
    {
        var notes = new UwlrNotes();
        var soap = SoapMessage.From(Xml(input, why => notes.Refuse(UwlrFault.OngeldigBericht, null, "Envelope", why)));
        if (soap?.Body is null || UwlrHeader.Read(soap.Autorisatie, notes) is null) return false;
        UwlrSchool.Read(soap.Body.Child("school"), notes);
        LeerresultatenReader.Count(soap.Body);
        LeerresultatenReader.Read(soap.Body, ReadingTool.For(UwlrMessage.Muiswerk, new School()), notes);
        SchemaCheck.Note(soap.Body, notes);
        SoapAnswer.Fault(soap.Version, notes.Fault ?? UwlrFault.InterneFout, notes.Refused).Envelope.ToString();
        return notes.Fault is null;
    }

    private static bool ReadTests(byte[] input)
    {
        var notes = new UwlrNotes();
        var root = Xml(input, _ => { });
        if (root is null) return false;
        _ = TestDefinitions.Read(root.Child("toetsen"), notes).All.Select(t => JsonSerializer.Deserialize<TestDefinition>(JsonSerializer.Serialize(t))).ToList();
        return notes.Fault is null;
    }

    private static bool ReadResults(byte[] input)
    {
        try
        {
            if (JsonSerializer.Deserialize(input, EduVJson.Default.AssessmentScoresAndResults) is not { } message) return false;
            var notes = new EduVNotes();
            MessageCheck.Envelope(message, notes);
            if (notes.Any) return false;
            MessageCheck.Statements(message, notes);
            if (notes.Any) return false;
            _ = new StatementReader(message, EduVMessage.Tool("rekentuin"), notes).ReadAll();
            _ = notes.Answer((message.StudentScoresAndResults ?? []).Select(s => s?.Id));
            return !notes.Any;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool ReadProgress(byte[] input)
    {
        try
        {
            if (JsonSerializer.Deserialize(input, EduVJson.Default.SimpleProgress) is not { } progress) return false;
            var notes = new EduVNotes();
            ProgressReader.Check("p-1", progress, notes);
            if (notes.Any) return false;
            ProgressReader.Read("p-1", progress, EduVMessage.Tool("numo"), notes);
            return !notes.Any;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool ReadRoster(byte[] input)
    {
        try
        {
            return RosterReader.Read(new MemoryStream(input)).Pupils.Count > 0;
        }
        catch (RosterUnreadableException)
        {
            return false;
        }
    }

    private static bool ReadMethodGoals(byte[] input)
    {
        var delivery = MethodGoalReader.Read(new MemoryStream(input), CancellationToken.None).GetAwaiter().GetResult().Delivery;
        return delivery is not null && delivery.Goals!.All(g => new DeliveredGoalRules().Validate(g).IsValid);
    }
}
