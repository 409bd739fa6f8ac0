using System.Text.Json;
using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>
/// What every pupil of the sample school did, on which school day, in which tool: six weeks up to the day of the story,
/// with juf Vera's story in it, and ordinary practice from then on. Pure: the same story moment always gives the same
/// exercises with the same numbers, whenever it is asked. Told again on a later day, the ordinary past stays as it was and
/// the story's exercises move along under the same numbers.
/// </summary>
/// <param name="school">The pupils and the tools' goals.</param>
/// <param name="storyMoment">"Now" in the story. Keep it with the data, so that a restart tells the same past.</param>
public sealed class Classroom(SampleSchool school, DateTimeOffset storyMoment)
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;
    private static readonly Programme Programme = Read<Programme>("programme.json");
    private static readonly IReadOnlyList<Story> Stories = Read<IReadOnlyList<Story>>("stories.json");

    private readonly PracticeDays days = new(storyMoment);

    /// <summary>
    /// First calendar year of the school year under which a tool sends something done at a moment. All of the story is of
    /// the school year in which it is told, also when it began before the first of August.
    /// </summary>
    public int SchoolYearOf(DateTimeOffset at)
    {
        var day = PracticeDays.DayOf(at <= storyMoment ? storyMoment : at);
        return day.Month >= 8 ? day.Year : day.Year - 1;
    }

    /// <summary>Was done before the day of the story.</summary>
    public bool IsHistory(DateTimeOffset at) => PracticeDays.DayOf(at) < days.StoryDay;

    /// <summary>Everything done in one tool until a moment, oldest first.</summary>
    public IReadOnlyList<Exercise> Exercises(string tool, DateTimeOffset until)
    {
        var goals = Goals(tool);
        return
        [
            .. school.Roster.Pupils
                .SelectMany(pupil => new Season(tool, pupil, days, goals, Programme, Stories).Until(until))
                .Where(e => e.At <= until)
                .OrderBy(e => e.At).ThenBy(e => e.Attempt, StringComparer.Ordinal),
        ];
    }

    /// <summary>What the tool says about pupils and goals apart from exercises, oldest first.</summary>
    public IReadOnlyList<Remark> Remarks(string tool, DateTimeOffset until) =>
    [
        .. school.Roster.Pupils
            .SelectMany(pupil => Saying.Of(tool, pupil, days, Programme, Stories))
            .Where(r => r.At <= until)
            .OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal),
    ];

    /// <summary>One exercise more, now: for a school that lives, and for tests.</summary>
    /// <param name="number">Another number, another exercise.</param>
    /// <param name="right">How many items are right; null: as usual for this pupil.</param>
    public Exercise Extra(string tool, SamplePupil pupil, string goal, DateTimeOffset now, int number, int? right = null)
    {
        var chance = Chance.For("extra", tool, pupil.LasKey, goal, now.ToString("O"), number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var round = Practice.Of(tool, pupil, goal, number, chance);
        if (right is { } n) round = round with { Right = Math.Clamp(n, 0, round.Items) };
        return Desk.Write(tool, pupil, Goals(tool)[goal], number, now.ToUnixTimeSeconds() / 60, now, round, chance, null);
    }

    /// <summary>The goals that a pupil ordinarily works on in a tool.</summary>
    public static IReadOnlyList<string> OrdinaryGoals(string tool, SamplePupil pupil) => Season.Ordinary(tool, pupil, Programme, Stories);

    private IReadOnlyDictionary<string, SampleMethodGoal> Goals(string tool) => school.MethodGoals[tool].Goals.ToDictionary(g => g.Code);

    private static T Read<T>(string name)
    {
        using var stream = typeof(Classroom).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Dashboard.Samples.Classroom has no data file '{name}'; put it in samples/Classroom/Data.");
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidOperationException($"samples/Classroom/Data/{name} is empty.");
    }
}
