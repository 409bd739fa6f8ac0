using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>
/// How an ordinary exercise goes in each of the three tools. Wherever one begins to look, it is ordinary: mostly right, never
/// flawless twice running, no rating that runs away.
/// </summary>
internal static class Practice
{
    /// <param name="n">Which exercise of the pupil on this goal.</param>
    public static Round Of(string tool, SamplePupil pupil, string goal, int n, Chance chance) => tool switch
    {
        "muiswerk" => Muiswerk(n, chance),
        "rekentuin" => Rekentuin(pupil, goal, chance),
        _ => Numo(pupil, goal, chance),
    };

    // Series of four: one flawless, the next not, which now and then is a series of eight.
    private static Round Muiswerk(int n, Chance chance)
    {
        var (right, items) = n % 2 == 1 ? (4, 4) : chance.Below(100) switch { < 70 => (3, 4), < 82 => (2, 4), _ => (6, 8) };
        return new Round(0, right, items, chance.Between(items * 3 / 4, items + 1), chance.Percent(20) ? 1 : 0);
    }

    // Adapts until about three in four are right; the skill score hardly moves.
    private static Round Rekentuin(SamplePupil pupil, string goal, Chance chance)
    {
        var level = Chance.For("level", pupil.LasKey, goal).Between(388, 436);
        return new Round(0, chance.Between(6, 9), 10, chance.Between(3, 5), Rating: level + chance.Between(-5, 5), Error: chance.Between(17, 24));
    }

    // Most goals are reached and kept up; some are still being worked on.
    private static Round Numo(SamplePupil pupil, string goal, Chance chance)
    {
        var effort = chance.Below(10) switch { < 2 => "laag", < 7 => "gewoon", _ => "hoog" };
        var modus = chance.Below(100) switch { < 15 => "remediërend", < 50 => "taakgericht", _ => "adaptief" };
        return Chance.For("reached", pupil.LasKey, goal).Percent(65)
            ? new Round(0, chance.Between(8, 10), 10, chance.Between(4, 6), State: "behaald", Modus: modus, Effort: effort)
            : new Round(0, chance.Between(6, 8), 10, chance.Between(5, 8), State: "bezig", Modus: modus, Effort: effort);
    }
}
