namespace Dashboard.Publishers.EduV;

/// <summary>An example of a body in our API description; a test sends it as it stands.</summary>
public sealed record ExampleBody(string Json);

/// <summary>Made-up messages, good by the published schemas.</summary>
internal static class Examples
{
    public static readonly ExampleBody Results = new("""
        {
          "id": "bericht-2026-11-19-1", "assessmentDateTime": "2026-11-19T09:30:00Z", "timestamp": "2026-11-19T10:15:00Z", "schoolPeriod": "2026-2027", "toolName": "Rekentuin",
          "school": { "organisationIds": [ { "organisationId": "99XX", "organisationIdType": "OIE_CODE" } ] },
          "assessmentDefinition": { "id": "rekentuin-klok", "name": "Klokkijken", "parts": [ { "id": "heel", "name": "Hele uren", "index": 1 } ] },
          "scoreScaleDefinitions": [ { "id": "ovg", "name": "O/V/G", "scoreScaleEntries": [ { "LHS": "0-5", "RHS": "Onvoldoende" }, { "LHS": "6-8", "RHS": "Voldoende" }, { "LHS": "9", "RHS": "Goed" } ] } ],
          "studentScoresAndResults": [ {
            "id": "afname-1001", "student": { "userIds": [ { "userId": "lln-maaike", "userIdType": "ASI" } ] }, "status": "Final", "missing": false,
            "dateCreated": "2026-11-19T09:30:00Z", "dateLastModified": "2026-11-19T09:45:00Z",
            "scores": [
              { "scoreType": "NumberCorrect", "scoreValue": "9", "scoreMaximum": "10", "assessmentId": "rekentuin-klok", "assessmentPartId": "heel", "scoreScaleIds": [ "ovg" ] },
              { "scoreType": "DurationInSeconds", "scoreValue": "412", "assessmentId": "rekentuin-klok", "assessmentPartId": "heel" } ],
            "results": [ { "resultType": "OVG", "resultValue": "G", "assessmentId": "rekentuin-klok", "assessmentPartId": "heel" } ],
            "dashboard": { "originKind": "practice", "items": 10, "minutes": 7, "goals": [ { "code": "rekentuin-klok" } ] }
          } ]
        }
        """);

    public static readonly ExampleBody Progress = new("""
        {
          "id": "voortgang-1", "student": { "userIds": [ { "userId": "lln-maaike", "userIdType": "ASI" } ] }, "school": { "organisationIds": [ { "organisationId": "99XX", "organisationIdType": "OIE_CODE" } ] },
          "assignableUnitId": "numo-klok", "courseId": "numo-rekenen", "status": "completed", "timestamp": "2026-11-19T09:30:00Z", "additionalInfo": ":)", "pleaseFollowup": true,
          "dashboard": { "trigger": { "kind": "NewProgress", "reasonText": "Doel afgerond" } }
        }
        """);
}
