namespace Dashboard.Samples.Classroom;

/// <summary>How it stands between one pupil and one goal in one tool, apart from the stories.</summary>
internal enum Cell
{
    Ordinary,
    /// <summary>Never came to it.</summary>
    Nothing,
    /// <summary>Five weeks ago, not since.</summary>
    Old,
    /// <summary>A few items only.</summary>
    TooLittle,
    /// <summary>Numo: skipped after a passed sprongtoets.</summary>
    Skipped,
    /// <summary>An adaptive tool has not given it yet, and says so.</summary>
    NotOffered,
    /// <summary>An adaptive tool has the pupil on harder work, and says so.</summary>
    Harder,
}

internal static class Cells
{
    /// <summary>So many goals a pupil really works on in a tool; what comes out above it, the pupil has not come to.</summary>
    private const int Busy = 9, BusyInNumo = 6;

    private static readonly (Cell Cell, int Percent)[] Muiswerk = [(Cell.Nothing, 22), (Cell.Old, 9), (Cell.TooLittle, 6)];
    private static readonly (Cell Cell, int Percent)[] Rekentuin = [(Cell.Nothing, 12), (Cell.NotOffered, 12), (Cell.Old, 8), (Cell.TooLittle, 6), (Cell.Harder, 4)];
    private static readonly (Cell Cell, int Percent)[] Numo = [(Cell.Nothing, 15), (Cell.Skipped, 16), (Cell.NotOffered, 8), (Cell.Old, 6), (Cell.Harder, 5)];

    /// <summary>The goals of one pupil in one tool. The same pupil always gets the same.</summary>
    public static IReadOnlyDictionary<string, Cell> Of(string tool, string pupil, IEnumerable<string> goals)
    {
        var cells = new Dictionary<string, Cell>();
        var busy = tool == "numo" ? BusyInNumo : Busy;
        foreach (var goal in goals)
        {
            var cell = Draw(tool, Chance.For("cell", tool, pupil, goal));
            if (cell == Cell.Ordinary && busy-- <= 0) cell = Cell.Nothing;
            cells[goal] = cell;
        }
        return cells;
    }

    private static Cell Draw(string tool, Chance chance)
    {
        var left = chance.Below(100);
        foreach (var (cell, percent) in tool switch { "muiswerk" => Muiswerk, "rekentuin" => Rekentuin, _ => Numo })
        {
            if (left < percent) return cell;
            left -= percent;
        }
        return Cell.Ordinary;
    }
}
