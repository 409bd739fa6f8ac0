using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Samples.Classroom;
using Dashboard.Samples.Publisher;
using Dashboard.Samples.Publisher.EduV;

namespace Dashboard.Samples.Rekentuin;

/// <summary>Writes rounds of a game as Edu-V Results 2.1: skill score, counts and time; the standard error as context.</summary>
internal sealed class GameResults(Simulation simulation, int batchSize, TimeProvider clock)
{
    public IEnumerable<Message> Write(IReadOnlyList<Exercise> exercises) =>
        Sittings.Of(simulation.Classroom, exercises, e => e.Goal, batchSize).Select(s => Message(s.Assessment, s.At, s.Year, s.Exercises));

    private Message Message(string game, DateTimeOffset at, int year, Exercise[] exercises) => new(HttpMethod.Post, EduVMessage.ResultsPath, EduVMessage.Json(new JsonObject
    {
        ["id"] = $"{game}-{exercises[0].Attempt}",
        ["assessmentDateTime"] = EduVMessage.Time(at),
        ["timestamp"] = EduVMessage.Time(clock.GetUtcNow()),
        ["schoolPeriod"] = EduVMessage.Year(year),
        ["toolName"] = "Rekentuin",
        ["school"] = EduVMessage.School(simulation.School.File.School),
        ["assessmentDefinition"] = new JsonObject { ["id"] = game, ["name"] = simulation.School.MethodGoals["rekentuin"].Goals.Single(g => g.Code == game).Title },
        ["studentScoresAndResults"] = new JsonArray([.. exercises.Select(Statement)]),
    })) { Results = exercises.Length };

    private JsonNode Statement(Exercise exercise) => new JsonObject
    {
        ["id"] = $"rt-{exercise.Attempt}-{exercise.Sequence}",
        ["status"] = "Final",
        ["student"] = EduVMessage.Student(exercise.Pupil),
        ["scores"] = new JsonArray(
            EduVMessage.Score("SkillScore", exercise.Rating!.Value, exercise.Goal),
            EduVMessage.Score("NumberItems", exercise.Items, exercise.Goal),
            EduVMessage.Score("NumberCorrect", exercise.Correct, exercise.Goal),
            EduVMessage.Score("DurationInSeconds", exercise.Seconds, exercise.Goal)),
        ["reviewUrl"] = simulation.Site.ReportUrl(exercise),
        ["dateCreated"] = EduVMessage.Time(exercise.At),
        ["dateLastModified"] = EduVMessage.Time(exercise.CorrectedAt ?? exercise.At),
        ["dashboard"] = new JsonObject
        {
            ["originKind"] = "practice",
            ["modus"] = "adaptief",
            ["context"] = new JsonArray(new JsonObject
            {
                ["key"] = "standardError", ["label"] = "Plus of min", ["value"] = exercise.StandardError!.Value.ToString(CultureInfo.InvariantCulture), ["unit"] = "punten",
                ["explanation"] = "De score kan zoveel hoger of lager zijn. Hoe meer opgaven, hoe zekerder.",
            }),
        },
    };
}
