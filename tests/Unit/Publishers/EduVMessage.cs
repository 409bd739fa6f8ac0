using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Contracts;
using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.EduV;
using Dashboard.Publishers.Styles;

namespace Dashboard.Tests.Publishers;

/// <summary>Edu-V messages as a publisher writes them, with one thing changed per test.</summary>
internal static class EduVMessage
{
    public static JsonObject Message() => JsonNode.Parse("""
        {
          "id": "msg-1", "assessmentDateTime": "2026-10-29T09:30:00Z", "timestamp": "2026-10-30T05:15:00Z", "schoolPeriod": "2026-2027",
          "school": { "organisationIds": [ { "organisationId": "99XX", "organisationIdType": "OIE_CODE" } ] },
          "assessmentDefinition": { "id": "rekentuin-klok", "name": "Klok", "parts": [ { "id": "heel", "name": "Hele uren", "index": 1 }, { "id": "half", "name": "Halve uren", "index": 2 } ] },
          "scoreScaleDefinitions": [ { "id": "ovg", "name": "O/V/G", "scoreScaleEntries": [ { "LHS": "0-9", "RHS": "Onvoldoende" }, { "LHS": "10-15", "RHS": "Voldoende" }, { "LHS": "16", "RHS": "Goed" } ] } ],
          "studentScoresAndResults": [ {
            "id": "ssr-12", "status": "Final", "missing": false, "student": { "userIds": [ { "userId": "lln-maaike", "userIdType": "ASI" } ] },
            "dateCreated": "2026-10-29T09:55:00Z", "dateLastModified": "2026-10-29T09:56:00Z", "scores": [], "results": []
          } ]
        }
        """)!.AsObject();

    public static JsonObject Statement(this JsonObject message) => message["studentScoresAndResults"]![0]!.AsObject();

    public static JsonObject Scores(this JsonObject message, params (string Type, string Value, string? Max, string? Part)[] scores)
    {
        message.Statement()["scores"] = new JsonArray([.. scores.Select(s => new JsonObject
        {
            ["scoreType"] = s.Type, ["scoreValue"] = s.Value, ["scoreMaximum"] = s.Max, ["assessmentId"] = "rekentuin-klok", ["assessmentPartId"] = s.Part,
        })]);
        return message;
    }

    public static JsonObject Results(this JsonObject message, params (string Type, string Value)[] results)
    {
        message.Statement()["results"] = new JsonArray([.. results.Select(r => new JsonObject
        {
            ["resultType"] = r.Type, ["resultValue"] = r.Value, ["assessmentId"] = "rekentuin-klok",
        })]);
        return message;
    }

    public static ReadingTool Tool(string style) =>
        new(PublisherStyles.Of(style)!.Profile, PublisherStyles.Of(style), new DeepLinkRule(["tool.example"], sampleSchool: false));

    public static (List<IncomingResult> Results, EduVNotes Notes) Read(JsonObject message, string style = "rekentuin")
    {
        var notes = new EduVNotes();
        var parsed = message.Deserialize(EduVJson.Default.AssessmentScoresAndResults)!;
        MessageCheck.Envelope(parsed, notes);
        if (!notes.Any) MessageCheck.Statements(parsed, notes);
        return (notes.Any ? [] : new StatementReader(parsed, Tool(style), notes).ReadAll(), notes);
    }

    public static List<Result> Good(JsonObject message, string style = "rekentuin")
    {
        var (results, notes) = Read(message, style);
        Assert.Empty(notes.Refused);
        return [.. results.Select(r => r.Result)];
    }
}
