namespace Dashboard.Tests.Architecture;

/// <summary>A rule of the house: it holds when nobody breaks it, else the test names everyone who does.</summary>
internal static class Rule
{
    public static void Holds(string rule, IEnumerable<string> broken)
    {
        var list = broken.Order(StringComparer.Ordinal).ToList();
        if (list.Count > 0) Assert.Fail($"{rule}\nNot so:\n  {string.Join("\n  ", list)}");
    }
}
