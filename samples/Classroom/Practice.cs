using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>How an ordinary exercise goes in each of the three tools: the n-th of a pupil on a goal.</summary>
internal static class Practice
{
    /// <param name="n">0 for the first exercise on this goal.</param>
    public static Round Of(string tool, SamplePupil pupil, string goal, int n, Chance chance) => tool switch
    {
        "muiswerk" => Muiswerk(n, chance),
        "rekentuin" => Rekentuin(pupil, goal, n, chance),
        _ => Numo(n, chance),
    };

    // A series of four, later sometimes eight. The first is rarely flawless, the second usually is.
    private static Round Muiswerk(int n, Chance chance)
    {
        var items = n >= 2 && chance.Percent(30) ? 8 : 4;
        var wrong = n switch
        {
            0 => 1,
            1 => 0,
            _ => chance.Below(100) switch { < 50 => 0, < 92 => 1, _ => 2 },
        };
        return new Round(0, items - wrong, items, chance.Between(items * 3 / 4, items + 1), n == 0 || chance.Percent(15) ? 1 : 0);
    }

    // Adapts until about three in four are right; the skill score hardly moves.
    private static Round Rekentuin(SamplePupil pupil, string goal, int n, Chance chance)
    {
        var level = Chance.For("level", pupil.LasKey, goal).Between(388, 436);
        return new Round(0, chance.Between(6, 9), 10, chance.Between(3, 5), Rating: level + chance.Between(-5, 5), Error: Math.Max(17, 27 - n));
    }

    // Works on it, reaches it, and comes back to it now and then.
    private static Round Numo(int n, Chance chance)
    {
        var effort = chance.Below(10) switch { < 2 => "laag", < 7 => "gewoon", _ => "hoog" };
        return n == 0
            ? new Round(0, chance.Between(6, 8), 10, chance.Between(5, 8), State: "bezig", Modus: "adaptief", Effort: effort)
            : new Round(0, chance.Between(8, 10), 10, chance.Between(4, 6), State: "behaald", Modus: chance.Below(100) switch { < 15 => "remediërend", < 50 => "taakgericht", _ => "adaptief" }, Effort: effort);
    }
}
