using System.Text.Json.Nodes;
using Dashboard.Samples.Classroom;
using Dashboard.Samples.School;

namespace Dashboard.Samples.Publisher.EduV;

/// <summary>A remark as SimpleProgress of the Edu-V Progress draft: bare, or with the dashboard's extension block.</summary>
public static class ProgressMessage
{
    /// <param name="course">Course of the method goal.</param>
    public static Message Write(Remark remark, string course, SchoolData school)
    {
        var id = $"{remark.Tool}-{remark.Id}";
        var body = new JsonObject
        {
            ["id"] = id,
            ["student"] = EduVMessage.Student(remark.Pupil),
            ["school"] = EduVMessage.School(school),
            ["assignableUnitId"] = remark.Goal,
            ["courseId"] = course,
            ["status"] = remark.Status,
            ["timestamp"] = EduVMessage.Time(remark.At),
            ["pleaseFollowup"] = remark.FollowUp,
        };
        if (remark.Cue is { } cue) body["dashboard"] = new JsonObject { ["trigger"] = Trigger(cue) };
        return new Message(HttpMethod.Put, $"/eduv/v0/progress/{id}", EduVMessage.Json(body)) { Results = 1 };
    }

    private static JsonObject Trigger(Cue cue)
    {
        var trigger = new JsonObject();
        if (cue.Kind is not null) trigger["kind"] = cue.Kind;
        if (cue.Text is not null) trigger["reasonText"] = cue.Text;
        if (cue.Reason is not null) trigger["reasonCode"] = cue.Reason;
        return trigger;
    }
}
