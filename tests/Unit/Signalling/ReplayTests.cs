using Dashboard.Contracts;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Replay;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling;

/// <summary>The files of `signals replay` and `signals export`.</summary>
public sealed class ReplayTests
{
    private const string Goals = "goal,n,success\ng,0,0\n";

    private static string Replay(string events, string goals = Goals)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Replayer.Run(new StringReader(events), new StringReader(goals), output);
        return output.ToString();
    }

    private static string Events(params string[] rows) => "pupil,goal,tool,timestamp,score,max,result\n" + string.Join('\n', rows) + "\n";

    [Fact]
    public void The_last_row_of_a_result_wins_and_order_is_time_then_length_then_id()
    {
        var clean = Events("p,g,t,10,0,1,r1", "p,g,t,10,0,1,r2", "p,g,t,10,0,1,r10", "p,g,t,20,0,1,r11", "p,g,t,30,1,1,r12");
        var messy = Events("p,g,t,30,1,1,r12", "p,g,t,10,1,1,r10", "p,g,t,20,0,1,r11", "p,g,t,10,0,1,r2", "p,g,t,10,0,1,r10", "p,g,t,10,0,1,r1", "p,g,t,30,1,1,r12");
        Assert.Equal(Replay(clean), Replay(messy));
        Assert.Contains("p,g,STUCK,4,", Replay(clean), StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_and_domains_have_tracks_of_their_own()
    {
        string Last(string csv) => csv.TrimEnd().Split('\n')[^1];
        var own = Replay(Events("p,g,t,1,0,1,r1", "p,g,t,2,0,1,r2", "p,g,t,3,0,1,r3"));
        var beside = Replay(Events("p,h,u,0,1,1,r0", "p,h,u,0,1,1,r00", "p,g,t,1,0,1,r1", "p,g,t,2,0,1,r2", "p,g,t,3,0,1,r3"));
        Assert.Equal(Last(own), Last(beside));
        var otherDomain = Replay(Events("p,h,t,0,1,1,r0", "p,h,t,0,1,1,r00", "p,g,t,1,0,1,r1", "p,g,t,2,0,1,r2", "p,g,t,3,0,1,r3"), "goal,n,success,domain\ng,0,0,a\nh,0,0,b\n");
        Assert.Equal(Last(own), Last(otherDomain));
        var sameDomain = Replay(Events("p,h,t,0,1,1,r0", "p,h,t,0,1,1,r00", "p,g,t,1,0,1,r1", "p,g,t,2,0,1,r2", "p,g,t,3,0,1,r3"));
        Assert.NotEqual(Last(own), Last(sameDomain));
    }

    [Theory]
    [InlineData("pupil,goal\n", "Column 'tool' is missing")]
    [InlineData("pupil,goal,tool,timestamp,score,max,result\np,g,t,x,1,1,r\n", "Line 2, field timestamp: 'x' is not a number")]
    [InlineData("pupil,goal,tool,timestamp,score,max,result\np,g,t\n", "Events, line 2: 3 fields, 7 expected")]
    [InlineData("pupil,goal,tool,timestamp,score,max,result\np,g,t,1,1,0,r\n", "Line 2, field max: '0' is not above zero")]
    public void A_bad_row_names_its_line_and_field(string events, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Replay(events)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_export_replays_to_the_same_signals_and_tells_nothing_of_the_pupil()
    {
        var random = new Random(3);
        var profile = new ToolProfile { Meaning = ScoreMeaning.ProportionCorrect };
        var names = new Dictionary<int, (string Name, string Domain, bool Described)> { [1] = ("muiswerk:KLOK", "Meten", true), [2] = ("muiswerk:GELD", "Meten", true), [3] = ("muiswerk:ONBEKEND", "", false) };
        var start = new DateTimeOffset(2026, 10, 7, 9, 0, 0, TimeSpan.Zero); // a Wednesday
        var practice = Enumerable.Range(987_654_321, 12).Select(pupil => new Exporter.Practice(pupil, "muiswerk", profile,
            [.. Enumerable.Range(0, 30).Select(i => new TrackEvent(new StoredResult
            {
                ResultKey = new Guid(pupil, (short)i, 0, new byte[8]), PupilId = pupil, MethodGoalId = 1 + random.Next(3), TakenAt = start.AddHours(random.Next(400)), IsPrimary = true, Origin = OriginKind.Practice,
                Meaning = ScoreMeaning.ProportionCorrect, Items = 1, Correct = random.Next(100) < 20 + pupil % 7 * 10 ? 1 : 0, ResultId = "geheim-" + pupil, Exercise = "De klok van Maaike",
            }, null))])).ToList();
        using var events = new StringWriter();
        using var goals = new StringWriter();
        var report = Exporter.Write(practice, names, events, goals);

        Assert.Equal((12, 2), (report.Pupils, report.Goals));
        Assert.Equal(360, report.Events + report.Other);
        foreach (var trace in practice.Select(p => p.Pupil.ToString(System.Globalization.CultureInfo.InvariantCulture)).Concat(["geheim", "Maaike", "2026"])) Assert.DoesNotContain(trace, events.ToString() + goals, StringComparison.Ordinal);
        Assert.Contains(":", goals.ToString(), StringComparison.Ordinal);

        // What production raises for these pupils with this very difficulty is what the replay of the export raises.
        var ease = goals.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToDictionary(f => f[0],
            f => Dashboard.Signalling.Rules.Model.Shrunk(double.Parse(f[1], System.Globalization.CultureInfo.InvariantCulture), double.Parse(f[2], System.Globalization.CultureInfo.InvariantCulture)));
        var expected = new List<string>();
        foreach (var one in practice)
        {
            var fold = new TrackFold(new FoldSettings(profile) { Releases = [new EaseRelease(DateTimeOffset.MinValue, g => ease.TryGetValue(names[g].Name, out var e) ? e : null)] }, "Meten");
            foreach (var next in one.Events.Order().Where(e => names[e.Result.MethodGoalId].Described)) fold.Apply(next, [next.Result.MethodGoalId]);
            expected.AddRange(fold.Episodes.Select(e => $"{names[e.MethodGoal].Name},{e.Kind switch { SignalKind.Stuck => "STUCK", SignalKind.FastProgress => "FAST", _ => "PROGRESS" }}"));
        }
        var replayed = Replay(events.ToString(), goals.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).Where(f => f[5] == "1").Select(f => $"{f[1]},{f[2]}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), replayed.Order(StringComparer.Ordinal));
        Assert.True(expected.Count > 10);
    }
}
