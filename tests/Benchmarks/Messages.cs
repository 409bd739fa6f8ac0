using System.Globalization;
using System.Text;

namespace Dashboard.Benchmarks;

/// <summary>What the load generator sends: one school's group at a time, every result another pupil's, in the form that publishers send.</summary>
public static class Messages
{
    public const string UwlrKlant = "bench", UwlrKlantnaam = "Bench";

    /// <summary>The UWLR key of a school.</summary>
    public static string UwlrKey(int school) => $"sleutel-{school}";

    /// <param name="format">"json": Edu-V Results 2.1; "uwlr": UWLR 2.2 in SOAP 1.1.</param>
    /// <param name="number">Of the message; with the run it decides everything in it.</param>
    /// <param name="batch">Results.</param>
    /// <param name="first">Number of the first school.</param>
    /// <param name="schools">How many schools take turns.</param>
    /// <param name="run">Results of another run are other results, a day later.</param>
    public static byte[] Make(string format, int number, int batch, int first, int schools, int run)
    {
        var school = first + number % schools;
        var random = new Random(number + run * 100_000);
        var goal = ((number / schools + run * 3) % 12 + 12) % 12 + 12 * (Math.Max(0, -run) / 7 % 5); // a class works on a few goals at a time; weeks before now have their own
        var at = DateTimeOffset.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3600 + number % 3000).AddDays(run - 6);
        var text = new StringBuilder(batch * 400);
        if (format == "uwlr") Uwlr(text, number, batch, school, run, goal, at, random);
        else EduV(text, number, batch, school, run, goal, at, random);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void EduV(StringBuilder text, int number, int batch, int school, int run, int goal, DateTimeOffset at, Random random)
    {
        text.Append(CultureInfo.InvariantCulture, $$"""
            {"id":"m-{{run}}-{{school}}-{{number}}","assessmentDateTime":"{{at:O}}","timestamp":"{{at:O}}","schoolPeriod":"{{Stand.SchoolYear}}-{{Stand.SchoolYear + 1}}","school":{"organisationIds":[{"organisationId":"bench-{{school}}","organisationIdType":"AS_ID"}]},
            "assessmentDefinition":{"id":"goal-{{goal}}","name":"Oefening {{goal}}"},"studentScoresAndResults":[
            """);
        for (var i = 0; i < batch; i++)
        {
            var items = random.Next(4, 11);
            if (i > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $$"""
                {"id":"r-{{run}}-{{school}}-{{number}}-{{i}}","student":{"userIds":[{"userId":"{{Pupil(number, i)}}","userIdType":"ASI"}]},"dateCreated":"{{at:O}}","dateLastModified":"{{at:O}}","status":"Final",
                "scores":[{"scoreValue":"{{items - (random.Next(4) == 0 ? 2 : 1)}}","scoreType":"NumberCorrect","assessmentId":"goal-{{goal}}"},{"scoreValue":"{{items}}","scoreType":"NumberItems","assessmentId":"goal-{{goal}}"},{"scoreValue":"{{random.Next(60, 600)}}","scoreType":"DurationInSeconds","assessmentId":"goal-{{goal}}"}]}
                """);
        }
        text.Append("]}");
    }

    private static void Uwlr(StringBuilder text, int number, int batch, int school, int run, int goal, DateTimeOffset at, Random random)
    {
        text.Append(CultureInfo.InvariantCulture, $$"""
            <?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:lr="http://www.edustandaard.nl/leerresultaten/2/leerresultaten" xmlns:aut="http://www.edustandaard.nl/leerresultaten/2/autorisatie">
            <soap:Header><aut:autorisatie><aut:autorisatiesleutel>{{UwlrKey(school)}}</aut:autorisatiesleutel><aut:klantcode>{{UwlrKlant}}</aut:klantcode><aut:klantnaam>{{UwlrKlantnaam}}</aut:klantnaam></aut:autorisatie></soap:Header>
            <soap:Body><lr:leerresultaten_verzoek><lr:school><lr:schooljaar>{{Stand.SchoolYear}}-{{Stand.SchoolYear + 1}}</lr:schooljaar><lr:schoolkey>bench-{{school}}</lr:schoolkey><lr:aanmaakdatum>{{at:yyyy-MM-ddTHH:mm:ssZ}}</lr:aanmaakdatum><lr:xsdversie>2.2</lr:xsdversie></lr:school><lr:toetsafnames>
            """);
        for (var i = 0; i < batch; i++)
        {
            var items = random.Next(4, 11);
            text.Append(CultureInfo.InvariantCulture, $"""
                <lr:toetsafname><lr:leerlingid>{Pupil(number, i)}</lr:leerlingid><lr:resultaten><lr:resultaat key="r-{run}-{school}-{number}-{i}"><lr:afnamedatum>{at:yyyy-MM-dd}</lr:afnamedatum><lr:toetscode>goal-{goal}</lr:toetscode><lr:score>{(items - (random.Next(4) == 0 ? 2 : 1)) * 100 / items}</lr:score></lr:resultaat></lr:resultaten></lr:toetsafname>
                """);
        }
        text.Append(CultureInfo.InvariantCulture, $"</lr:toetsafnames><lr:toetsen><lr:toets><lr:toetscode>goal-{goal}</lr:toetscode></lr:toets></lr:toetsen></lr:leerresultaten_verzoek></soap:Body></soap:Envelope>");
    }

    private static string Pupil(int message, int i) => string.Create(CultureInfo.InvariantCulture, $"p{(message * 7 + i) % Options.PupilsPerSchool}");
}
