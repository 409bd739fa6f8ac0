using System.Text.Json;
using Dashboard.Teaching.FollowUps;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.GroupGoal;

/// <summary>Who stands where on this goal, and with whom will I do something about it?</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class GroupGoalModel(CurrentPerson current, FollowUps followUps, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public GroupFacts Facts { get; private set; } = null!;
    public GroupFilter Filter { get; private set; } = null!;
    public Topic Topic { get; private set; } = null!;
    public WhoStands Who { get; private set; } = null!;
    public InstructionGroup Proposal { get; private set; } = null!;
    public GoalInPlace? Place { get; private set; }
    public Sentences Say { get; private set; } = null!;
    public string? Problem { get; private set; }
    public int StaffId => current.Person.StaffId;
    public string Address => AddressOf(Facts.Group.Key, Topic.Key);
    public IReadOnlyList<Touch> Touches => Topic.GoalId is null ? [] : Facts.Goals.Under(Topic.Key);
    public IEnumerable<MarkFacts> GroupMarks => Facts.Marks.Where(m => m.PupilId is null && m.GoalKey == Topic.Key && (m.Until is null || m.Until >= moments.Today));

    public static string AddressOf(string group, string topic) => $"/g/{group}/doel/{Uri.EscapeDataString(topic)}";

    /// <summary>What the instruction form sends: for whom, and what.</summary>
    public sealed record Form(Guid[]? Leerling, FollowUpKind Wat);

    public async Task<IActionResult> OnGetAsync(string g, string key, CancellationToken stop) => await Find(g, key, stop) ? Page() : NotFound();

    /// <summary>One action: the group is on the list, its signals are silent until the day of looking back, and undo is beside it.</summary>
    public async Task<IActionResult> OnPostAsync(string g, string key, [FromForm] Form form, CancellationToken stop)
    {
        if (!await Find(g, key, stop)) return NotFound();
        var pupils = Facts.Pupils.Where(p => form.Leerling?.Contains(p.Key) == true).ToList();
        if (pupils.Count == 0 || !Enum.IsDefined(form.Wat))
        {
            Problem = "followUp.noPupil";
            return Page();
        }
        await using var session = await current.Begin(stop);
        var goal = new FollowUpGoal(Topic.Key, Topic.GoalId, Topic.InSentence, [.. WhoStands.ToolGoals(Facts, Topic).Select(t => t.MethodGoalId)]);
        var agreed = await followUps.Agree(session, current.Person, goal, [.. pupils.Select(p => p.PupilId)], new Agreement(form.Wat), stop);
        await session.Commit(stop);
        TempData["Saved"] = JsonSerializer.Serialize(new Saved($"/g/{Facts.Group.Key}/vastleggen", "FollowUp", [.. pupils.Select(p => p.Key)], Topic.InSentence, agreed.EvaluateOn) { FollowUp = agreed.FollowUpId });
        return Redirect(Address);
    }

    private async Task<bool> Find(string g, string key, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return false;
        Facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        if (Facts.Topic(key) is not { } topic) return false;
        (Topic, Filter) = (topic, GroupFilter.From(Request.Query, usual: "zes"));
        Who = WhoStands.Of(Facts, topic, Filter, moments.Today);
        Proposal = InstructionGroup.Propose(Who);
        Place = await GoalInPlace.Read(session.Tables, topic, Facts.Years, group.SchoolId, stop);
        Say = new Sentences(texts, moments, group.Key);
        await current.Saw(session, "view-group", group.Key, Facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts.Plain("who.title", ("group", group.Name)), group, Facts.Pupils));
        return true;
    }

    /// <summary>The pupil's newest signal of each tool that can be opened there.</summary>
    public IEnumerable<(Guid Signal, string Tool)> Opens(Standing standing) => standing.Row is null ? [] :
        standing.Row.Signals.OrderByDescending(s => s.RaisedAt).DistinctBy(s => s.ToolId).Where(s => Facts.Tool(s.ToolId).CanOpen)
            .Select(s => (s.Id, Facts.Tool(s.ToolId).Name));

    /// <summary>A goal beside this one: in the group when the group has it, else in the goal set.</summary>
    public string Beside(Goal goal) => Facts.Topic(goal.Key.ToString()) is { } known ? AddressOf(Facts.Group.Key, known.Key) : $"/doelen/doel/{goal.Key}";
}
