namespace Dashboard.SystemTests.Rig;

/// <summary>A figure of a test that a reader wants to see at the end of a run.</summary>
public static class Facts
{
    public static void Say(ITestOutputHelper output, string fact)
    {
        output.WriteLine(fact);
        if (Environment.GetEnvironmentVariable("DASHBOARD_TEST_FACTS") is { Length: > 0 } file)
            lock (typeof(Facts)) File.AppendAllText(file, fact + Environment.NewLine);
    }
}
