namespace Dashboard.Samples.School;

/// <summary>
/// The invented school that everyone can try the product with: people, tools, goals and links. Only data; it knows
/// nothing of the dashboard.
/// </summary>
public sealed class SampleSchool
{
    private SampleSchool(SchoolFile file, GoalFile goals, IReadOnlyDictionary<string, MethodGoalFile> methodGoals, SampleRoster roster) =>
        (File, Goals, MethodGoals, Roster) = (file, goals, methodGoals, roster);

    /// <summary>School, publishers, tools with their profiles, clients and accounts.</summary>
    public SchoolFile File { get; }

    /// <summary>The goal set in our own words, with the addresses of the kerndoelen that it is coupled to.</summary>
    public GoalFile Goals { get; }

    /// <summary>Per tool key: what its publisher delivers about its own goals.</summary>
    public IReadOnlyDictionary<string, MethodGoalFile> MethodGoals { get; }

    /// <summary>The groups and the pupils, as the simulated publishers know them.</summary>
    public SampleRoster Roster { get; }

    public SampleTool Tool(string key) => File.Tools.Single(t => t.Key == key);

    /// <summary>The first client of a tool's publisher: how the simulated publisher signs in.</summary>
    public SampleClient ClientOf(string toolKey) => File.Clients.First(c => c.Publisher == Tool(toolKey).Publisher);

    public static SampleSchool Load()
    {
        var file = Resource.Json<SchoolFile>("tools.json");
        return new SampleSchool(
            file,
            Resource.Json<GoalFile>("goals.json"),
            file.Tools.ToDictionary(t => t.Key, t => Resource.Json<MethodGoalFile>($"method-goals.{t.Key}.json")),
            SampleRoster.Read(Edexml(2000)));
    }

    /// <summary>The roster as the school administration would export it: an EDEXML 2.1 file for one school year.</summary>
    /// <param name="schoolYear">First calendar year: 2026 is 2026-2027.</param>
    public static string Edexml(int schoolYear) =>
        Resource.Text("roster.edexml.xml").Replace("{schooljaar}", $"{schoolYear}-{schoolYear + 1}", StringComparison.Ordinal);

    /// <summary>The body that the publisher sends to <c>PUT /api/v1/tools/{tool}/method-goals</c>.</summary>
    public static string MethodGoalsJson(string toolKey) => Resource.Text($"method-goals.{toolKey}.json");
}
