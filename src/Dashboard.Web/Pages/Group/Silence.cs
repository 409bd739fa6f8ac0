using Dashboard.Web.Class;

namespace Dashboard.Web.Pages.Group;

/// <summary>
/// Silence is not "fine" (SI-20): who had no signal for two weeks, and which tools the page cannot see.
/// </summary>
public sealed record Silence(IReadOnlyList<ClassMate> Quiet, IReadOnlyList<(string Tool, FeedState? State)> Unseen)
{
    private static readonly TimeSpan TwoWeeks = TimeSpan.FromDays(14);

    public static Silence Of(GroupFacts facts)
    {
        var heard = facts.Signals.Where(s => facts.Now - s.RaisedAt <= TwoWeeks).Select(s => s.PupilId).ToHashSet();
        return new(
            [.. facts.Pupils.Where(p => !heard.Contains(p.PupilId))],
            [.. facts.Tools.Where(t => !t.On).Select(t => (t.Name, t.State))]);
    }
}
