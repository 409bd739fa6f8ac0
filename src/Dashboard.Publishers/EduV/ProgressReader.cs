using Dashboard.Contracts;
using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Extension;
using Dashboard.Publishers.Styles;
using Dashboard.Schools.Calendar;

namespace Dashboard.Publishers.EduV;

/// <summary>
/// A SimpleProgress becomes one result with the status in words. pleaseFollowup is the tool's own trigger (SI-06): true raises
/// it, false takes it back. The draft forbids to combine these indications over a chapter; we do not.
/// </summary>
internal static class ProgressReader
{
    public const string ScoreType = "progress";
    private const int LongestInfo = 15;

    /// <summary>What the draft requires.</summary>
    public static void Check(string id, SimpleProgress progress, EduVNotes notes)
    {
        if (progress.Id is not null && progress.Id != id) notes.Schema(id, "id", "De id in het bericht is die in het adres.");
        if (id.Length > 256) notes.Schema(id, "id", "Een id is hoogstens 256 tekens.");
        if (StudentIds.Of(progress.Student).Count == 0) notes.Schema(id, "student", "Geef een userMasterIdentifier of ten minste één userId.");
        if (progress.AssignableUnitId is null) notes.Schema(id, "assignableUnitId", "Dit veld is verplicht.");
        if (progress.CourseId is null) notes.Note(id, "courseId", "courseId-missing", "courseId ontbreekt. Het bericht is zonder gelezen.");
        if (progress.AdditionalInfo?.Length > LongestInfo) notes.Note(id, "additionalInfo", "additionalInfo-long", "additionalInfo is langer dan 15 tekens. De tekst is bewaard.");
        if (progress.Status is null) notes.Schema(id, "status", "Dit veld is verplicht.");
        MessageCheck.Moment(progress.Timestamp, id, "timestamp", notes);
        References.Check(progress.Student?.UserIds, "student/userIds", id, notes);
        References.Check(progress.School?.OrganisationIds, "school/organisationIds", id, notes);
    }

    /// <param name="id">Of the address: the publisher's result id.</param>
    /// <param name="progress">Checked.</param>
    /// <param name="tool">The tool it comes from.</param>
    /// <param name="notes">Gets what is wrong.</param>
    public static IncomingResult Read(string id, SimpleProgress progress, ReadingTool tool, EduVNotes notes)
    {
        var at = WrittenTime.Instant(progress.Timestamp)!.Value;
        var pupil = StudentIds.Of(progress.Student);
        var result = new Result
        {
            ResultId = id, ScoreType = ScoreType, TakenAt = at, Modified = at, Sequence = TrailingNumber.Of(id),
            Label = progress.Status, Status = Status(id, progress.Status, notes), CodeCandidates = [progress.AssignableUnitId!],
        };
        var reading = new BlockReading(tool.Profile.DefaultTrigger,
            (field, message) => notes.Note(id, "dashboard/" + field, "unknown-term", message + " Dit gegeven is weggelaten."),
            (field, message) => notes.Schema(id, "dashboard/" + field, message));
        reading.Apply(progress.Dashboard, result);
        if (result.Correct > result.Items) notes.Schema(id, "dashboard/correct", "Er zijn niet meer opgaven goed dan er gemaakt zijn.");
        result.Trigger = Trigger(result.Trigger, progress, tool.Profile.DefaultTrigger);
        if (progress.AdditionalInfo is { } info)
            result.Context = [.. result.Context ?? [], new ContextItem { Key = "additionalInfo", Label = "Opmerking van het leermiddel", Value = info }];
        tool.Links.Attach(result, progress.DetailsUrl, pupil.Select(p => p.Value), everyone: null, "detailsUrl", notes.ReadOver);
        tool.Finish(result, progress.AssignableUnitId!);
        return new IncomingResult(result, pupil);
    }

    private static Trigger Trigger(Trigger? own, SimpleProgress progress, SignalKind bare)
    {
        if (own is null) return progress.PleaseFollowup == true ? new Trigger { Kind = bare, ReasonText = progress.AdditionalInfo } : new Trigger();
        // A kind that the message does not name follows from pleaseFollowup alone.
        if (progress.Dashboard?.Trigger?.Kind is null) own.Kind = progress.PleaseFollowup == true ? own.Kind ?? bare : null;
        own.ReasonText ??= progress.AdditionalInfo;
        return own;
    }

    private static ResultStatus Status(string id, string? status, EduVNotes notes)
    {
        switch (status)
        {
            case "not-started": return ResultStatus.Missing;
            case "started": return ResultStatus.InProgress;
            case "completed" or "abandoned": return ResultStatus.Final;
            default:
                notes.Note(id, "status", "unknown-status", "De status is not-started, started, completed of abandoned. De tekst is bewaard.");
                return ResultStatus.Final;
        }
    }
}
