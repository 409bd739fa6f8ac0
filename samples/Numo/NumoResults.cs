using System.Text.Json.Nodes;
using Dashboard.Samples.Classroom;
using Dashboard.Samples.Publisher;
using Dashboard.Samples.Publisher.EduV;

namespace Dashboard.Samples.Numo;

/// <summary>
/// Writes Numo's work as Edu-V Results 2.1. Practice: an assessment per goal, with the state of the goal in words. An entry
/// test: one assessment with a part per goal, passed or not.
/// </summary>
internal sealed class NumoResults(Simulation simulation, int batchSize, TimeProvider clock)
{
    private const string EntryTest = "numo-sprongtoets";

    public IEnumerable<Message> Write(IReadOnlyList<Exercise> exercises) =>
        Sittings.Of(simulation.Classroom, exercises, e => e.Passed is null ? e.Goal : EntryTest, batchSize).Select(s => Message(s.Assessment, s.At, s.Year, s.Exercises));

    private Message Message(string assessment, DateTimeOffset at, int year, Exercise[] exercises) => new(HttpMethod.Post, EduVMessage.ResultsPath, EduVMessage.Json(new JsonObject
    {
        ["id"] = $"{assessment}-{exercises[0].Attempt}",
        ["assessmentDateTime"] = EduVMessage.Time(at),
        ["timestamp"] = EduVMessage.Time(clock.GetUtcNow()),
        ["schoolPeriod"] = EduVMessage.Year(year),
        ["toolName"] = "Numo",
        ["school"] = EduVMessage.School(simulation.School.File.School),
        ["assessmentDefinition"] = Definition(assessment, exercises),
        ["studentScoresAndResults"] = new JsonArray([.. exercises.Select(e => Statement(e, assessment))]),
    })) { Results = exercises.Length };

    private JsonObject Definition(string assessment, Exercise[] exercises)
    {
        if (assessment != EntryTest) return new JsonObject { ["id"] = assessment, ["name"] = Title(assessment) };
        var parts = exercises.Select(e => e.Goal).Distinct().Order(StringComparer.Ordinal).Select((goal, i) =>
            (JsonNode)new JsonObject { ["id"] = goal, ["name"] = Title(goal), ["index"] = i + 1 });
        return new JsonObject { ["id"] = EntryTest, ["name"] = "Sprongtoets", ["parts"] = new JsonArray([.. parts]) };
    }

    private JsonNode Statement(Exercise exercise, string assessment)
    {
        var part = exercise.Passed is null ? null : exercise.Goal;
        var block = new JsonObject { ["originKind"] = exercise.Passed is null ? "practice" : "entryTest" };
        if (exercise.Modus is not null) block["modus"] = exercise.Modus;
        if (exercise.Effort is not null) block["effort"] = exercise.Effort;
        return new JsonObject
        {
            ["id"] = $"nm-{exercise.Attempt}-{exercise.Sequence}",
            ["status"] = "Final",
            ["student"] = EduVMessage.Student(exercise.Pupil),
            ["scores"] = new JsonArray(
                EduVMessage.Score("NumberItems", exercise.Items, assessment, part),
                EduVMessage.Score("NumberCorrect", exercise.Correct, assessment, part),
                EduVMessage.Score("DurationInSeconds", exercise.Seconds, assessment, part)),
            ["results"] = new JsonArray(exercise.Passed is { } passed
                ? EduVMessage.Result("PassOrFail", passed ? "Pass" : "Fail", assessment, part)
                : EduVMessage.Result("GoalState", exercise.State!, assessment)),
            ["reviewUrl"] = simulation.Site.ReportUrl(exercise),
            ["dateCreated"] = EduVMessage.Time(exercise.At),
            ["dateLastModified"] = EduVMessage.Time(exercise.CorrectedAt ?? exercise.At),
            ["dashboard"] = block,
        };
    }

    private string Title(string goal) => simulation.School.MethodGoals["numo"].Goals.Single(g => g.Code == goal).Title;
}
