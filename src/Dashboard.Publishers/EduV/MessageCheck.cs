using System.Globalization;
using Dashboard.Schools.Calendar;

namespace Dashboard.Publishers.EduV;

/// <summary>What the Results schema requires of the message, and what its parts must say of each other.</summary>
internal static class MessageCheck
{
    private const int LongestId = 256;

    /// <summary>The fields that the schema requires on the message itself.</summary>
    public static void Envelope(AssessmentScoresAndResults message, EduVNotes notes)
    {
        Required(message.Id, null, "id", notes);
        Moment(message.AssessmentDateTime, null, "assessmentDateTime", notes);
        Moment(message.Timestamp, null, "timestamp", notes);
        Required(message.SchoolPeriod, null, "schoolPeriod", notes);
        Required(message.AssessmentDefinition?.Id, null, "assessmentDefinition/id", notes);
        Required(message.AssessmentDefinition?.Name, null, "assessmentDefinition/name", notes);
        if (message.AssessmentDefinition?.Parts?.Exists(p => p is not { Id: not null, Name: not null } || !int.TryParse(p.Index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) == true)
            notes.Schema(null, "assessmentDefinition/parts", "Elk onderdeel heeft een id, een name en een index (een heel getal).");
        if (message.ScoreScaleDefinitions?.Exists(s => s is not { Id: not null, Name: not null, ScoreScaleEntries: not null }) == true)
            notes.Schema(null, "scoreScaleDefinitions", "Elke schaal heeft een id, een name en scoreScaleEntries.");
        else if (message.ScoreScaleDefinitions?.Exists(s => s.ScoreScaleEntries!.Exists(e => e is not { LHS: not null, RHS: not null })) == true)
            notes.Schema(null, "scoreScaleDefinitions/scoreScaleEntries", "Elke regel van een schaal heeft een LHS en een RHS.");
        foreach (var scale in message.ScoreScaleDefinitions ?? [])
            if (scale?.ScoreScaleEntries?.Exists(e => e?.LHS is { } lhs && !ScoreScales.Readable(lhs)) == true)
                notes.Note(null, "scoreScaleDefinitions/scoreScaleEntries/LHS", "scale-unreadable", "Een LHS is geen getal en geen bereik zoals 0-5. Die regel geeft geen naam aan een score.");
        References.Check(message.School?.OrganisationIds, "school/organisationIds", null, notes);
        if (message.StudentScoresAndResults is not { Count: > 0 })
            notes.Note(null, "studentScoresAndResults", "no-students", "In het bericht staat geen enkele student.");
    }

    /// <summary>Ids and references of every statement; scores are checked where they are read.</summary>
    public static void Statements(AssessmentScoresAndResults message, EduVNotes notes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var parts = (message.AssessmentDefinition?.Parts ?? []).Select(p => p.Id!).ToHashSet(StringComparer.Ordinal);
        var scales = (message.ScoreScaleDefinitions ?? []).Select(s => s.Id!).ToHashSet(StringComparer.Ordinal);
        foreach (var (statement, place) in (message.StudentScoresAndResults ?? []).Select((s, i) => (s, i)))
        {
            if (statement?.Id is not { } id)
            {
                notes.Schema(null, $"studentScoresAndResults[{place}]/id", "Elke student heeft een eigen statement met een id.");
                continue;
            }
            if (id.Length > LongestId) notes.Schema(id, "id", "Een id is hoogstens 256 tekens.");
            if (!seen.Add(id)) notes.Schema(id, "id", "Deze id staat meer dan eens in het bericht.");
            References.Check(statement.Student?.UserIds, "student/userIds", id, notes);
            if (StudentIds.Of(statement.Student).Count == 0) notes.Schema(id, "student", "Geef een userMasterIdentifier of ten minste één userId.");
            Moment(statement.DateCreated, id, "dateCreated", notes);
            Moment(statement.DateLastModified, id, "dateLastModified", notes);
            foreach (var score in statement.Scores ?? [])
            {
                if (score is null) { notes.Schema(id, "scores", "Een score is leeg."); continue; }
                Required(score.ScoreValue, id, "scores/scoreValue", notes);
                Required(score.ScoreType, id, "scores/scoreType", notes);
                Reference(score.AssessmentId, score.AssessmentPartId, id, "scores", message, parts, notes);
                if (score.ScoreScaleIds?.Exists(s => s is null || !scales.Contains(s)) == true)
                    notes.Refuse(id, EduVStatus.SchemaIncorrect, "scores/scoreScaleIds", "Deze schaal staat niet in scoreScaleDefinitions.");
            }
            foreach (var result in statement.Results ?? [])
            {
                if (result is null) { notes.Schema(id, "results", "Een resultaat is leeg."); continue; }
                Required(result.ResultValue, id, "results/resultValue", notes);
                Required(result.ResultType, id, "results/resultType", notes);
                Reference(result.AssessmentId, result.AssessmentPartId, id, "results", message, parts, notes);
            }
        }
    }

    private static void Reference(string? assessment, string? part, string id, string where, AssessmentScoresAndResults message, HashSet<string> parts, EduVNotes notes)
    {
        if (assessment != message.AssessmentDefinition?.Id)
            notes.Schema(id, where + "/assessmentId", "assessmentId is de id van assessmentDefinition.");
        if (part is not null && !parts.Contains(part))
            notes.Schema(id, where + "/assessmentPartId", "Dit onderdeel staat niet in assessmentDefinition/parts.");
    }

    private static void Required(string? text, string? id, string field, EduVNotes notes)
    {
        if (text is null) notes.Schema(id, field, "Dit veld is verplicht.");
    }

    public static void Moment(string? text, string? id, string field, EduVNotes notes)
    {
        if (WrittenTime.Instant(text) is not { } moment) notes.Schema(id, field, "Dit veld is een tijdstip (RFC 3339), bijvoorbeeld 2026-10-31T09:30:00Z.");
        else if (moment.Year is < 2000 or > 2100) notes.Schema(id, field, "Dit tijdstip kan niet: het jaar ligt niet tussen 2000 en 2100.");
        else if (!WrittenTime.HasOffset(text!)) notes.Note(id, field, "time-without-zone", "Dit tijdstip zegt niet in welke tijdzone het is. Het is als Nederlandse tijd gelezen.");
    }
}
