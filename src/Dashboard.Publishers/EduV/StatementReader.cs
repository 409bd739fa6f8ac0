using Dashboard.Contracts;
using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Extension;
using Dashboard.Publishers.Styles;
using Dashboard.Schools.Calendar;

namespace Dashboard.Publishers.EduV;

/// <summary>
/// A student's statement becomes one primary result per test part, with a second row for every further score.
/// The message was checked before (<see cref="MessageCheck"/>); here its values are.
/// </summary>
internal sealed class StatementReader
{
    private static readonly string[] Statuses = ["InProgress", "Final", "Canceled"];

    private readonly AssessmentScoresAndResults _message;
    private readonly ReadingTool _tool;
    private readonly EduVNotes _notes;
    private readonly ScoreScales _scales;
    private readonly PupilMarks _everyone;
    private readonly DateTimeOffset _takenAt;

    public StatementReader(AssessmentScoresAndResults message, ReadingTool tool, EduVNotes notes)
    {
        (_message, _tool, _notes, _scales) = (message, tool, notes, new ScoreScales(message.ScoreScaleDefinitions));
        _everyone = new PupilMarks((message.StudentScoresAndResults ?? []).SelectMany(s => StudentIds.Of(s.Student)).Select(p => p.Value));
        _takenAt = WrittenTime.Instant(message.AssessmentDateTime)!.Value;
    }

    public List<IncomingResult> ReadAll() => [.. (_message.StudentScoresAndResults ?? []).SelectMany(Read)];

    private IEnumerable<IncomingResult> Read(StudentScoresAndResults statement)
    {
        var id = statement.Id!;
        var modified = WrittenTime.Instant(statement.DateLastModified);
        var status = Status(statement);
        // A withdrawal goes to whatever is stored under the id, whoever the pupil is.
        if (status == ResultStatus.Cancelled) return [new IncomingResult(WholeResult.Cancelled(id, _takenAt, modified), [])];
        var pupil = StudentIds.Of(statement.Student);
        var ids = pupil.Select(p => p.Value).ToList();
        var read = Parts(statement, status).SelectMany(part => Finish(part.Part, part.Rows, statement, status, modified, ids)).ToList();
        if (read.Count == 0 && !_notes.Has(id))
            _notes.Schema(id, "scores", "Een statement heeft scores of results, of missing is true, of de status is Canceled.");
        return read.Select(r => new IncomingResult(r, pupil));
    }

    private IEnumerable<(string? Part, List<Result> Rows)> Parts(StudentScoresAndResults statement, ResultStatus status)
    {
        var (scores, results) = (statement.Scores ?? [], statement.Results ?? []);
        if (scores.Count == 0 && results.Count == 0)
        {
            // Not made: that counts for every part of the assessment. Only an extension block: for the whole.
            if (status == ResultStatus.Missing)
                return (_message.AssessmentDefinition!.Parts is { Count: > 0 } parts ? parts.Select(p => p.Id) : [null])
                    .Select(p => (p, new List<Result> { new() { ScoreType = "missing" } }));
            return statement.Dashboard is null ? [] : [(null, [new Result { ScoreType = "dashboard" }])];
        }
        return scores.Select(s => s.AssessmentPartId).Concat(results.Select(r => r.AssessmentPartId)).Distinct().ToList()
            .Select(part => (part, new PartScores(_tool, _scales, statement.Id!, _notes).Read(
                [.. scores.Where(s => s.AssessmentPartId == part)], [.. results.Where(r => r.AssessmentPartId == part)])));
    }

    private List<Result> Finish(string? part, List<Result> rows, StudentScoresAndResults statement, ResultStatus status, DateTimeOffset? modified, List<string> ids)
    {
        if (rows.Count == 0) return rows;
        var (id, assessment) = (statement.Id!, _message.AssessmentDefinition!);
        foreach (var row in rows) row.ResultId = id;
        var first = rows[0];
        (first.Part, first.TakenAt, first.Sequence, first.Modified, first.Status) = (part ?? "", _takenAt, TrailingNumber.Of(id), modified, status);
        first.CodeCandidates = part is null ? [assessment.Id!] : [$"{assessment.Id}/{part}", part, assessment.Id!];
        var partName = assessment.Parts?.FirstOrDefault(p => p.Id == part)?.Name;
        first.Exercise = part is null || partName is null ? assessment.Name : $"{assessment.Name}: {partName}";
        var counted = first is { Items: not null, Correct: not null };
        new BlockReading(_tool.Profile.DefaultTrigger,
            (field, message) => _notes.Note(id, "dashboard/" + field, "unknown-term", message + " Dit gegeven is weggelaten."),
            (field, message) => _notes.Schema(id, "dashboard/" + field, message)).Apply(statement.Dashboard, first);
        if (first.Correct > first.Items) _notes.Schema(id, counted ? "scores/NumberCorrect" : "dashboard/correct", "Er zijn niet meer opgaven goed dan er gemaakt zijn.");
        if (statement.AdditionalInfo is { } info)
            first.Context = [.. first.Context ?? [], new ContextItem { Key = "additionalInfo", Label = "Opmerking van het leermiddel", Value = info }];
        _tool.Links.Attach(first, statement.ReviewUrl ?? _message.ReviewUrl, ids, _everyone, "reviewUrl", _notes.ReadOver);
        _tool.Finish(first, part is null ? [assessment.Id!] : [$"{assessment.Id}/{part}", part, assessment.Id!]);
        foreach (var second in rows.Skip(1)) second.Of(first);
        return rows;
    }

    /// <summary>The enumeration is case-sensitive, and the published example is not a member of it: read in any case, and reported.</summary>
    private ResultStatus Status(StudentScoresAndResults statement)
    {
        var known = Array.Find(Statuses, s => string.Equals(s, statement.Status, StringComparison.OrdinalIgnoreCase));
        if (statement.Status is not null && known != statement.Status)
            _notes.Note(statement.Id, "status", "unknown-status", $"De status is InProgress, Final of Canceled. Dit statement is als {known ?? "Final"} gelezen.");
        return known == "Canceled" ? ResultStatus.Cancelled : statement.Missing == true ? ResultStatus.Missing : known == "InProgress" ? ResultStatus.InProgress : ResultStatus.Final;
    }
}
