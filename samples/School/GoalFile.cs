namespace Dashboard.Samples.School;

/// <summary>What stands in goals.json: one goal set.</summary>
/// <param name="Status">Shown with every goal: these are examples.</param>
/// <param name="Kerndoelen">Number of the kerndoel (2006) → SLO's address of it.</param>
public sealed record GoalFile(
    string Key, string Title, string Status, string Version, string Attribution,
    IReadOnlyDictionary<string, string> Kerndoelen, IReadOnlyList<SampleGoal> Goals)
{
    /// <summary>The addresses of the kerndoelen of one goal.</summary>
    public IReadOnlyList<string> KerndoelenOf(SampleGoal goal) =>
        [.. goal.Kerndoelen.Select(n => Kerndoelen[n.ToString(System.Globalization.CultureInfo.InvariantCulture)])];
}

/// <param name="Uri"><c>urn:dashboard:doel:</c> and a uuid of our own.</param>
/// <param name="Title">At most 140 characters.</param>
/// <param name="ShortName">At most 40 characters.</param>
/// <param name="Subject">"rekenen" or "taal".</param>
/// <param name="Groepen">The years in which the goal is usual.</param>
/// <param name="Kerndoelen">Numbers, see <see cref="GoalFile.Kerndoelen"/>.</param>
/// <param name="Parts">Named parts, where the goal has them; null otherwise.</param>
public sealed record SampleGoal(
    string Uri, string Code, string Title, string ShortName, string Subject, string Domain, string Level,
    IReadOnlyList<int> Groepen, IReadOnlyList<int> Kerndoelen, IReadOnlyList<string>? Parts)
{
    public Guid Key => Guid.Parse(Uri[(Uri.LastIndexOf(':') + 1)..]);
}

/// <summary>What a publisher delivers about its own goals, in the shape of the dashboard's public API.</summary>
public sealed record MethodGoalFile(string Version, IReadOnlyList<SampleMethodGoal> Goals);

public sealed record SampleMethodGoal(
    string Code, string Title, string? Description, string Domain, string? Level,
    IReadOnlyList<string> ExampleExercises, IReadOnlyList<SampleLink> Links);

/// <param name="Goal">Uri of the goal.</param>
/// <param name="Relation">exact, close, broad, narrow or related: what the method goal is to the goal.</param>
/// <param name="Coverage">Null: unknown.</param>
/// <param name="Role">practise or assess.</param>
public sealed record SampleLink(string Goal, string Relation, SampleCoverage? Coverage, string Role, string? Reason);

/// <summary>So many parts of the goal, out of so many.</summary>
public sealed record SampleCoverage(int Parts, int Of);
