using Dashboard.Schools.Calendar;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.States;
using Dashboard.Web.Tools;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Signals;

/// <summary>
/// One signal for the school's own systems. Pupils by key only; <c>Why</c> is a sentence without a name, in the asker's language.
/// </summary>
/// <param name="Id">Stable.</param>
/// <param name="Kind">NewProgress, Stuck or FastProgress.</param>
/// <param name="Pupil">The pupil's random key.</param>
/// <param name="MethodGoal">The publisher's code of its own goal.</param>
/// <param name="Goals">Addresses of the learning goals it is linked to, the best fitting first.</param>
/// <param name="Tool">Key of the tool.</param>
/// <param name="Provenance">"tool" or "derived".</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="State">"raised", "cleared", "withdrawn" or "expired".</param>
/// <param name="Why">Tool, counts and origin.</param>
public sealed record SignalView(Guid Id, string Kind, Guid Pupil, string MethodGoal, IReadOnlyList<string> Goals, string Tool, string Provenance,
    DateTimeOffset RaisedAt, string State, string Why);

internal static class SignalsApi
{
    /// <summary>GET /api/v1/groups/{group}/signals: this school year's, the newest first. Unknown or not yours: 404.</summary>
    public static async Task<IResult> Get(string group, CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var found = await session.Tables.VisibleGroup(current.Person, group, clock, stop);
        if (found is null) return Results.NotFound();
        var now = clock.GetUtcNow();
        var pupils = await session.Tables.ClassOf(found, stop);
        var tools = await session.Tables.ToolsOf(found.SchoolId, now, stop);
        var goals = await GoalMap.Read(session.Tables, found.SchoolId, tools.Where(t => t is { State: not null, Profile.TestsOnly: false }).ToDictionary(t => t.ToolId, t => t.Key), SchoolTime.Day(now), stop);
        var since = SchoolTime.StartOf(new DateOnly(SchoolTime.SchoolYear(moments.Today), 8, 1));
        var signals = await session.Tables.SignalsOf(found.SchoolId, found.GroupId, [.. pupils.Select(p => p.PupilId)], since, current.Person.StaffId, [], stop);
        await current.Saw(session, "view-signals", found.Key, pupils.Select(p => p.Key), stop);
        var say = new Sentences(texts, moments, found.Key);
        var tests = tools.Where(t => t.Profile.TestsOnly).Select(t => t.ToolId).ToHashSet();
        return Results.Json(signals.Where(s => !tests.Contains(s.ToolId)).OrderByDescending(s => s.RaisedAt).ThenBy(s => s.Id).Select(s => View(s, pupils.First(p => p.PupilId == s.PupilId), tools.First(t => t.ToolId == s.ToolId), goals, say, now)).ToList());
    }

    private static SignalView View(SignalFacts signal, ClassMate pupil, ToolInSchool tool, GoalMap goals, Sentences say, DateTimeOffset now) => new(
        signal.Id, signal.Kind.ToString(), pupil.Key, goals.ToolGoal(signal.MethodGoalId)?.Code ?? "",
        [.. goals.Of(signal.MethodGoalId).Select(t => t.Topic.Uri).OfType<string>()], tool.Key,
        signal.Provenance == Provenance.Tool ? "tool" : "derived", signal.RaisedAt, State(signal, now),
        goals.TopicOf(signal.MethodGoalId) is { } topic ? say.Line(new SignalRow(signal.Kind, topic, [new PupilSignal(pupil, [signal], [])], [tool], false)) : tool.Name);

    /// <summary>Ageing is computed on reading: an open signal older than a period has expired. What the group's teachers handled is cleared.</summary>
    internal static string State(SignalFacts signal, DateTimeOffset now) => signal.State switch
    {
        SignalState.Raised when signal.Handled is not null => "cleared",
        SignalState.Raised => now - signal.RaisedAt > CellState.OldAfter ? "expired" : "raised",
        SignalState.Cleared => "cleared",
        SignalState.Withdrawn => "withdrawn",
        _ => "expired",
    };
}
