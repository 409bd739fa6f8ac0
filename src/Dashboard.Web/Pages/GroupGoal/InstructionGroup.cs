using Dashboard.Web.Class;

namespace Dashboard.Web.Pages.GroupGoal;

/// <summary>
/// A proposal, never a decision: pupils who are stuck on the same goal, two to five. Who has an agreement already is left out.
/// </summary>
/// <param name="Ticked">Proposed.</param>
/// <param name="Others">Stuck too, not proposed: an agreement runs, or there were five already.</param>
/// <param name="Explainers">They go fast on this goal and could explain it; never proposed as instruction.</param>
public sealed record InstructionGroup(IReadOnlyList<Standing> Ticked, IReadOnlyList<Standing> Others, IReadOnlyList<Standing> Explainers)
{
    public const int Least = 2, Most = 5;

    /// <summary>One stuck pupil makes no group: then nobody is ticked and the teacher may still choose.</summary>
    public static InstructionGroup Propose(WhoStands who)
    {
        var open = who.Stuck.Where(s => s.FollowUp is null).ToList();
        // Stuck in the same tool's exercises first: one explanation then fits them all. Within that the class list, never a score.
        var together = open.GroupBy(s => s.Row?.Tools.Select(t => t.ToolId).DefaultIfEmpty().Min() ?? 0).OrderByDescending(g => g.Count()).SelectMany(g => g).Take(Most).ToList();
        if (together.Count < Least) together = [];
        return new InstructionGroup([.. open.Where(together.Contains)], [.. who.Stuck.Except(together)], who.Fast);
    }

    /// <summary>A pair: somebody who goes fast, beside everybody who is stuck.</summary>
    public static IReadOnlyList<(ClassMate Fast, IReadOnlyList<ClassMate> Stuck)> Pairs(WhoStands who) =>
        who.Stuck.Count == 0 ? [] : [.. who.Fast.Take(2).Select(f => (f.Pupil, (IReadOnlyList<ClassMate>)[.. who.Stuck.Select(s => s.Pupil)]))];
}
