using System.Globalization;
using System.Text;

namespace Dashboard.SystemTests.Publishers.Corpus;

/// <summary>UWLR messages that may not come in: hand-made, and made by putting bad values in every place that has rules.</summary>
internal static class BadUwlr
{
    private const string Result = """<resultaat key="r-1"><afnamedatum>2026-11-19</afnamedatum><toetscode>KLOK</toetscode><score>4</score></resultaat>""";
    private const string Xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:u=\"urn:dashboard:uitbreiding:1\" xmlns:oso=\"http://www.edustandaard.nl/oso_gegevensset/1.2/dossier\"";

    private static string Good => UwlrDoorTests.Envelope();

    public static IEnumerable<BadInput> All() =>
        NotXml().Concat(Attacks()).Concat(Envelopes()).Concat(Senders()).Concat(Schools()).Concat(Results()).Concat(Scores()).Concat(OsoScores()).Concat(OwnResults()).Concat(Norms())
            .Concat(BadInput.CutOff("uwlr", Good, "text/xml")).Concat(BadInput.BadEncodings("uwlr", Good, "lln-1", "text/xml"));

    private static IEnumerable<BadInput> NotXml()
    {
        foreach (var (name, text) in new[]
        {
            ("nothing but spaces", "  \n "), ("words", "geen xml"), ("JSON", "{}"), ("an open bracket", "<"), ("HTML", "<html><body><br></body></html>"), ("two roots", "<a/><b/>"),
            ("a declaration alone", "<?xml version=\"1.0\"?>"), ("XML 2.0", "<?xml version=\"2.0\"?><a/>"), ("a tag left open", Good.Replace("</score>", "", StringComparison.Ordinal)),
            ("crossed tags", Good.Replace("</score></resultaat>", "</resultaat></score>", StringComparison.Ordinal)), ("an attribute twice", Good.Replace("key=\"r-1\"", "key=\"r-1\" key=\"r-2\"", StringComparison.Ordinal)),
            ("a prefix without a namespace", Good.Replace("<score>", "<x:score>", StringComparison.Ordinal).Replace("</score>", "</x:score>", StringComparison.Ordinal)),
            ("an attribute without quotes", Good.Replace("key=\"r-1\"", "key=r-1", StringComparison.Ordinal)), ("an ampersand", Good.Replace("KLOK", "KLOK & TIJD", StringComparison.Ordinal)),
            ("a control character", Good.Replace(">4<", ">&#1;<", StringComparison.Ordinal)), ("NUL as a reference", Good.Replace(">4<", ">&#0;<", StringComparison.Ordinal)),
            ("half a surrogate as a reference", Good.Replace(">4<", ">&#xD800;<", StringComparison.Ordinal)), ("no character at all", Good.Replace(">4<", ">&#xFFFF;<", StringComparison.Ordinal)),
            ("an unknown encoding", "<?xml version=\"1.0\" encoding=\"klingon\"?>" + Good), ("UTF-16 that is not", "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + Good), ("a declaration behind a space", " <?xml version=\"1.0\"?>" + Good),
            ("CDATA left open", Good.Replace(">4<", "><![CDATA[4<", StringComparison.Ordinal)), ("a comment left open", Good.Replace(">4<", "><!-- 4<", StringComparison.Ordinal)),
        })
            yield return BadInput.Xml(name, text);
        yield return new BadInput("uwlr", "bytes of a picture", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], "text/xml");
        yield return new BadInput("uwlr", "UTF-32 without a mark", new UTF32Encoding(bigEndian: false, byteOrderMark: false).GetBytes("<a><b></a>"), "text/xml");
    }

    private static IEnumerable<BadInput> Attacks()
    {
        string Dtd(string subset, string use) => $"<!DOCTYPE x [{subset}]>" + Good.Replace(">4<", $">{use}<", StringComparison.Ordinal);
        yield return BadInput.Xml("an external entity: a file", Dtd("<!ENTITY f SYSTEM \"file:///etc/passwd\">", "&f;"));
        yield return BadInput.Xml("an external entity: a server", Dtd("<!ENTITY f SYSTEM \"http://127.0.0.1:1/x\">", "&f;"));
        yield return BadInput.Xml("a parameter entity", Dtd("<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x.dtd\"> %p;", "4"));
        yield return BadInput.Xml("an external DTD", "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">" + Good);
        yield return BadInput.Xml("a billion laughs", Dtd("<!ENTITY a \"ha\">" + string.Concat(Enumerable.Range(0, 9).Select(i => $"<!ENTITY {(char)('b' + i)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + i)};", 10))}\">")), "&j;"));
        yield return BadInput.Xml("a quadratic blow-up", Dtd($"<!ENTITY a \"{new string('x', 50_000)}\">", string.Concat(Enumerable.Repeat("&a;", 1000))));
        yield return BadInput.Xml("an entity of itself", Dtd("<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">", "&a;"));
        yield return BadInput.Xml("an undeclared entity", Good.Replace(">4<", ">&vier;<", StringComparison.Ordinal));
        yield return BadInput.Xml("a hundred thousand levels in a score", Good.Replace(">4<", ">" + string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000)) + "<", StringComparison.Ordinal));
        yield return BadInput.Xml("a hundred thousand levels left open", string.Concat(Enumerable.Repeat("<a>", 100_000)));
        yield return BadInput.Xml("a thousand prefixes", Good.Replace("<s:Envelope ", "<s:Envelope " + string.Concat(Enumerable.Range(0, 1000).Select(i => $"xmlns:p{i}=\"urn:{i}\" ")), StringComparison.Ordinal));
    }

    private static IEnumerable<BadInput> Envelopes()
    {
        const string soap = "http://schemas.xmlsoap.org/soap/envelope/";
        foreach (var (name, text) in new[]
        {
            ("no envelope", "<leerresultaten_verzoek/>"), ("an envelope of another namespace", Good.Replace(soap, "urn:soap", StringComparison.Ordinal)), ("an empty envelope", $"<Envelope xmlns=\"{soap}\"/>"),
            ("no body", $"<s:Envelope xmlns:s=\"{soap}\"><s:Header>{UwlrDoorTests.Autorisatie("<a:autorisatiesleutel>sleutel</a:autorisatiesleutel><a:klantcode>muiswerk</a:klantcode><a:klantnaam>Muiswerk</a:klantnaam>")}</s:Header></s:Envelope>"),
            ("another message", Good.Replace("leerresultaten_verzoek", "leerlinggegevens_verzoek", StringComparison.Ordinal)), ("an answer", Good.Replace("leerresultaten_verzoek", "leerresultaten_bevestiging", StringComparison.Ordinal)),
            ("UWLR 1.0", Good.Replace("/leerresultaten/2/leerresultaten", "/leerresultaten/1/leerresultaten", StringComparison.Ordinal)),
        })
            yield return BadInput.Xml(name, text);
    }

    private static IEnumerable<BadInput> Senders()
    {
        yield return BadInput.Xml("no autorisatie", UwlrDoorTests.Envelope(header: ""));
        foreach (var name in new[] { "autorisatiesleutel", "klantcode", "klantnaam" })
            foreach (var (how, with) in new[] { ("left out", ""), ("empty", $"<a:{name}/>"), ("spaces", $"<a:{name}>  </a:{name}>"), ("another", $"<a:{name}>anders</a:{name}>"), ("a long one", $"<a:{name}>{new string('x', 70_000)}</a:{name}>") })
            {
                var value = name switch { "autorisatiesleutel" => "sleutel", "klantcode" => "muiswerk", _ => "Muiswerk" };
                yield return BadInput.Xml($"{name}: {how}", Good.Replace($"<a:{name}>{value}</a:{name}>", with, StringComparison.Ordinal));
            }
    }

    private static IEnumerable<BadInput> Schools()
    {
        foreach (var year in new[] { "", "2026", "2026-2028", "2027-2026", "26-27", "0000-0001", "9999-9999", "tweeduizend", "2026/2027", "-1-0" }) yield return BadInput.Xml($"schooljaar '{year}'", UwlrDoorTests.Envelope(year: year));
        foreach (var brin in new[] { "", "9", "ABCD", "99ZZ", "11BB", "11AA00", "１１AA", "'; drop table school; --" }) yield return BadInput.Xml($"brincode '{brin}'", UwlrDoorTests.Envelope(brin: brin));
        foreach (var version in new[] { "1.0", "2.9", "3", "twee", "2.2; 1", new string('2', 5000) }) yield return BadInput.Xml($"xsdversie '{version[..Math.Min(8, version.Length)]}'", UwlrDoorTests.Envelope(version: version));
        yield return BadInput.Xml("another location", Good.Replace("<brincode>11AA</brincode>", "<brincode>11AA</brincode><dependancecode>07</dependancecode>", StringComparison.Ordinal));
        yield return BadInput.Xml("an unknown schoolkey", Good.Replace("<brincode>11AA</brincode>", "<schoolkey>niemand</schoolkey>", StringComparison.Ordinal));
        yield return BadInput.Xml("another school's key", Good.Replace("<brincode>11AA</brincode>", "<schoolkey>eik</schoolkey>", StringComparison.Ordinal));
        yield return BadInput.Xml("no school", System.Text.RegularExpressions.Regex.Replace(Good, "<school>.*</school>", ""));
    }

    private static IEnumerable<BadInput> Results()
    {
        foreach (var day in new[] { "", "2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "19-11-2026", "20261119", "gisteren", "0001-01-01", "9999-12-31", "1763510400", "2026-11-19'" })
            yield return With($"afnamedatum '{day}'", "<afnamedatum>2026-11-19</afnamedatum>", $"<afnamedatum>{day}</afnamedatum>");
        yield return With("no key", " key=\"r-1\"", "");
        yield return With("an empty key", "key=\"r-1\"", "key=\"\"");
        yield return With("a key of 257", "r-1", new string('k', 257));
        yield return With("a key twice", Result, Result + Result);
        yield return With("a key twice, for another pupil", "</toetsafname>", $"</toetsafname><toetsafname><leerlingid>lln-2</leerlingid><resultaten>{Result}</resultaten></toetsafname>");
        yield return With("no toetscode", "<toetscode>KLOK</toetscode><score>", "<score>");
        yield return With("an unknown toetscode", "<toetscode>KLOK</toetscode><score>", "<toetscode>KLOK2</toetscode><score>");
        yield return With("no pupil", "<leerlingid>lln-1</leerlingid>", "");
        yield return With("an empty pupil", "<leerlingid>lln-1</leerlingid>", "<leerlingid> </leerlingid><eckid/>");
        yield return With("the last of a thousand is wrong", Result, string.Concat(Enumerable.Range(0, 999).Select(i => Result.Replace("r-1", "g-" + i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))) + Result.Replace(">4<", ">-4<", StringComparison.Ordinal));
        yield return With("an unknown part", "<score>", "<toetsonderdeelcode>X</toetsonderdeelcode><score>", "<toets><toetscode>KLOK</toetscode><toetsonderdelen><toetsonderdeel><toetsonderdeelcode>HEEL</toetsonderdeelcode></toetsonderdeel></toetsonderdelen></toets>");
        yield return With("no score at all", "<score>4</score>", "");
        yield return With("two scores", "<score>4</score>", "<score>4</score><osoresultaat><toetsscore><aantalgoed>1</aantalgoed></toetsscore></osoresultaat>");
    }

    private static readonly string[] NoNumbers = ["-1", "-0.01", "NaN", "INF", "-INF", "Infinity", "1e400", "1e12", "4,5", "vier", "0x10", "4 5", "++4", "٤"];

    private static IEnumerable<BadInput> Scores() => NoNumbers.Select(n => With($"score {n}", ">4<", $">{n}<"));

    private static IEnumerable<BadInput> OsoScores()
    {
        foreach (var field in new[] { "aantalopgaven", "aantalgoed", "aantalfout", "aantalgelezen", "tijd" })
            foreach (var number in new[] { "-1", "NaN", "veel", "1e20" })
                yield return Oso($"{field} {number}", $"<oso:aantalgoed>1</oso:aantalgoed><oso:{field}>{number}</oso:{field}>".Replace(field == "aantalgoed" ? "<oso:aantalgoed>1</oso:aantalgoed>" : "§", "", StringComparison.Ordinal));
        foreach (var field in new[] { "aantalopgaven", "aantalgoed", "aantalfout" }) yield return Oso($"{field} 2.5", $"<oso:tijd>1</oso:tijd><oso:{field}>2.5</oso:{field}>");
        yield return Oso("more right than done", "<oso:aantalopgaven>3</oso:aantalopgaven><oso:aantalgoed>4</oso:aantalgoed>");
        yield return Oso("vaardigheidsscore NaN", "<oso:vaardigheidsscore>NaN</oso:vaardigheidsscore>");
        yield return Oso("an interval upside down", "<oso:vaardigheidsscore>5</oso:vaardigheidsscore><oso:betrouwbaarheidsinterval><oso:bivlaag>9</oso:bivlaag><oso:bivhoog>1</oso:bivhoog></oso:betrouwbaarheidsinterval>");
        yield return Oso("an empty toetsscore", "");
    }

    private static IEnumerable<BadInput> OwnResults()
    {
        foreach (var (name, block) in new[]
        {
            ("items -1", "<u:items>-1</u:items>"), ("items 2.5", "<u:items>2.5</u:items>"), ("items NaN", "<u:items>NaN</u:items>"), ("items x", "<u:items>x</u:items>"), ("correct above items", "<u:items>1</u:items><u:correct>2</u:correct>"),
            ("minutes -1", "<u:minutes>-1</u:minutes>"), ("minutes INF", "<u:minutes>INF</u:minutes>"), ("explanationMinutes x", "<u:explanationMinutes>x</u:explanationMinutes>"), ("an unknown originKind", "<u:originKind>les</u:originKind>"),
            ("a fourth kind of signal", "<u:trigger><u:kind>Alarm</u:kind></u:trigger>"), ("an unknown reason", "<u:trigger><u:kind>Stuck</u:kind><u:reasonCode>lui</u:reasonCode></u:trigger>"), ("a trigger from never", "<u:trigger><u:kind>Stuck</u:kind><u:from>2026-02-30</u:from></u:trigger>"),
            ("adaptive perhaps", "<u:trigger><u:kind>Stuck</u:kind><u:adaptive>misschien</u:adaptive></u:trigger>"), ("context without a key", "<u:context><u:value>3</u:value><u:key/><x key=\"\"/></u:context>"), ("a wrapped score of -1", "<u:score>-1</u:score>"),
        })
            yield return With("own: " + name, "<score>4</score>", $"<anderresultaat {Xsi} xsi:type=\"u:anderresultaat\">{block}</anderresultaat>");
        yield return With("an unknown own format", "<score>4</score>", $"<anderresultaat {Xsi} xsi:type=\"oso:iets\"><iets>4</iets></anderresultaat>");
        yield return With("an own format of no prefix we know", "<score>4</score>", $"<anderresultaat {Xsi} xsi:type=\"weg:iets\"><iets>4</iets></anderresultaat>");
        yield return With("an own format that is no name", "<score>4</score>", $"<anderresultaat {Xsi} xsi:type=\"u:1 2\"><iets>4</iets></anderresultaat>");
    }

    private static IEnumerable<BadInput> Norms()
    {
        foreach (var (from, to) in new[] { ("5", "4"), ("-1", "4"), ("0", "-1"), ("NaN", "4"), ("0", "NaN"), ("0", ""), ("x", "4"), ("0", "veel") })
            yield return BadInput.Xml($"a norm from {from} to {to}", UwlrDoorTests.Envelope(norm: $"<norm><term>t</term><beginnormwaarde>{from}</beginnormwaarde><eindnormwaarde>{to}</eindnormwaarde></norm>"));
        yield return BadInput.Xml("a score above the norms", UwlrDoorTests.Envelope(score: "11", norm: "<norm><term>t</term><beginnormwaarde>0</beginnormwaarde><eindnormwaarde>10</eindnormwaarde></norm>"));
    }

    private static BadInput Oso(string name, string score) => With("oso: " + name, "<score>4</score>", $"<osoresultaat {Xsi}><oso:toetsscore>{score}</oso:toetsscore></osoresultaat>");

    private static BadInput With(string name, string what, string with, string? toets = null)
    {
        var changed = Good.Replace(what, with, StringComparison.Ordinal);
        Assert.NotEqual(Good, changed);
        return BadInput.Xml(name, toets is null ? changed : changed.Replace("<toets><toetscode>KLOK</toetscode></toets>", toets, StringComparison.Ordinal));
    }
}
