namespace Dashboard.Tests.Architecture;

/// <summary>
/// Texts in contracts/frozen that two parties rely on: a change shows up as a diff that someone reviews.
/// With UPDATE_FROZEN=1 a test writes the new text instead of failing.
/// </summary>
public static class Frozen
{
    /// <summary>Fails with the lines that differ, unless <paramref name="actual"/> is what contracts/frozen/<paramref name="name"/> says.</summary>
    public static void Check(string name, string actual)
    {
        var file = Path.Combine(House.Root, "contracts", "frozen", name);
        actual = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var frozen = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (frozen == actual) return;
        if (Environment.GetEnvironmentVariable("UPDATE_FROZEN") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }
        Assert.Fail($"contracts/frozen/{name} says otherwise. If the change is meant, others rely on this: think of them, then run the tests with UPDATE_FROZEN=1 and commit the file.\n{Difference(frozen, actual)}");
    }

    /// <summary>Lines that went (-) and came (+), in order.</summary>
    public static string Difference(string before, string after)
    {
        string[] old = before.Split('\n'), now = after.Split('\n');
        var common = new int[old.Length + 1, now.Length + 1]; // longest common subsequence from here on
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var lines = new List<string>();
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j]) (i, j) = (i + 1, j + 1);
            else if (j >= now.Length || i < old.Length && common[i + 1, j] >= common[i, j + 1]) lines.Add("- " + old[i++]);
            else lines.Add("+ " + now[j++]);
        }
        return string.Join('\n', lines);
    }
}
