using System.Text.Json;
using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Teaching.FollowUps;
using Dashboard.Teaching.Marks;
using Dashboard.Teaching.Notes;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Recording;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Record;

/// <summary>Recording and undo: post, redirect, get. Choosing is saving.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class RecordModel(CurrentPerson current, Marks marks, Notes notes, Reactions reactions, FollowUps followUps, TimeProvider clock) : PageModel
{
    /// <summary>What the menu sends.</summary>
    /// <param name="Wat">Name of a mark or an answer, "LaterWeek" or "FollowUp"; null: undo.</param>
    /// <param name="Doel">Key of the goal.</param>
    /// <param name="Leerling">Keys of the pupils.</param>
    /// <param name="Signaal">Signals that an answer is about.</param>
    /// <param name="Tot">The day it comes back; null: later is the next school day, a mark lasts to the end of the period, a follow-up has its own rhythm.</param>
    /// <param name="Markering">Marks to take back.</param>
    /// <param name="Reactie">Answers to take back.</param>
    /// <param name="Vervolg">A follow-up to take back.</param>
    /// <param name="Groep">The mark is about the whole group.</param>
    /// <param name="Terug">Page to come back to.</param>
    public sealed record Choice(string? Wat, string? Doel, Guid[]? Leerling, Guid[]? Signaal, DateOnly? Tot, Guid[]? Markering, Guid[]? Reactie, Guid? Vervolg, bool Groep, string? Terug)
    {
        /// <summary>What is written down, with the teacher's own judgement if she wants one; Notitie: notes to take back.</summary>
        public string? Tekst { get; init; }
        public Judgement? Duiding { get; init; }
        public Guid[]? Notitie { get; init; }
        /// <summary>What the follow-up is; extra instruction when nothing is said.</summary>
        public FollowUpKind? Soort { get; init; }
    }

    /// <summary>There is nothing to see here: an address that was typed or reloaded goes to the group.</summary>
    public IActionResult OnGet(string g) => Redirect("/g/" + Uri.EscapeDataString(g));

    public async Task<IActionResult> OnPostAsync(string g, [FromForm] Choice choice, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var group = await session.Tables.VisibleGroup(current.Person, g, clock, stop);
        if (group is null) return NotFound();
        var mates = await session.Tables.ClassOf(group, stop);
        var undo = choice is { Markering.Length: > 0 } or { Reactie.Length: > 0 } or { Vervolg: not null } or { Notitie.Length: > 0 };
        var saved = undo ? await Undo(session, group, mates, choice, stop) : await Save(session, group, mates, choice, stop);
        if (saved is null) return undo || Enum.TryParse<NoteKind>(choice.Wat, out _) ? Back(group.Key, choice.Terug) : NotFound();
        await session.Commit(stop);
        TempData["Saved"] = JsonSerializer.Serialize(saved);
        return Back(group.Key, choice.Terug);
    }

    /// <summary>School days of "later, over een week".</summary>
    private const int Week = 5;

    private static string Action(SchoolGroup group) => $"/g/{group.Key}/vastleggen";

    /// <returns>Null: nothing was taken back.</returns>
    private async Task<Saved?> Undo(Session session, SchoolGroup group, IReadOnlyList<ClassMate> mates, Choice choice, CancellationToken stop)
    {
        var undone = (await marks.Undo(session, current.Person, choice.Markering ?? [], stop)).Count;
        undone += (await reactions.Undo(session, current.Person, choice.Reactie ?? [], [.. mates.Select(p => p.PupilId)], stop)).Count;
        if (choice.Vervolg is { } agreed && await followUps.Undo(session, current.Person, agreed, stop)) undone++;
        undone += (await notes.Undo(session, current.Person, choice.Notitie ?? [], stop)).Count;
        return undone == 0 ? null : new Saved(Action(group), null, [], "", null);
    }

    /// <returns>Null: there is no such goal, pupil, signal or choice.</returns>
    private async Task<Saved?> Save(Session session, SchoolGroup group, IReadOnlyList<ClassMate> mates, Choice choice, CancellationToken stop)
    {
        var pupils = mates.Where(p => choice.Leerling?.Contains(p.Key) == true).ToList();
        var ids = pupils.Select(p => p.PupilId).ToArray();
        if ((pupils.Count == 0 && !choice.Groep) || choice.Doel is null) return null;
        if (Enum.TryParse<MarkKind>(choice.Wat, out var mark) && Enum.IsDefined(mark))
        {
            var goal = await Goal(session, choice.Doel, stop);
            if (goal is null) return null;
            if (choice.Groep)
            {
                var one = await marks.AddForGroup(session, current.Person, mark, group.GroupId, goal.GoalId, choice.Tot, stop);
                return Told(group, choice.Wat!, [], Topic.Lower(goal.ShortName ?? goal.Title), one.Until) with { Marks = [one.MarkId] };
            }
            var made = await marks.Add(session, current.Person, mark, ids, goal.GoalId, choice.Tot, stop);
            return Told(group, choice.Wat!, pupils, Topic.Lower(goal.ShortName ?? goal.Title), made[0].Until) with { Marks = [.. made.Select(m => m.MarkId)] };
        }
        var tools = await session.Tables.ToolsOf(group.SchoolId, clock.GetUtcNow(), stop);
        var goals = await GoalMap.Read(session.Tables, group.SchoolId, tools.Where(t => t is { State: not null, Profile.TestsOnly: false }).ToDictionary(t => t.ToolId, t => t.Key), SchoolTime.Day(clock.GetUtcNow()), stop);
        var signals = await session.Tables.Signals.AsNoTracking().Where(s => s.SchoolId == group.SchoolId && (choice.Signaal ?? Array.Empty<Guid>()).Contains(s.SignalId) && ids.Contains(s.PupilId)).ToListAsync(stop);
        if (Enum.TryParse<NoteKind>(choice.Wat, out var kind) && Enum.IsDefined(kind)) return await Write(session, group, pupils, kind, goals, choice, stop);
        if (signals.Count == 0 || goals.TopicOf(signals[0].MethodGoalId) is not { } topic) return null;
        if (choice.Wat == "FollowUp")
        {
            var under = topic.GoalId is null ? signals.Select(s => s.MethodGoalId) : goals.Under(topic.Key).Select(t => t.ToolGoal.MethodGoalId).Concat(signals.Select(s => s.MethodGoalId));
            var agreed = await followUps.Agree(session, current.Person, new FollowUpGoal(topic.Key, topic.GoalId, topic.InSentence, [.. under.Distinct()]), ids, new Agreement(choice.Soort is { } soort && Enum.IsDefined(soort) ? soort : FollowUpKind.ExtraInstruction, choice.Tot > SchoolTime.Day(clock.GetUtcNow()) ? choice.Tot : null), stop);
            return Told(group, choice.Wat, pupils, topic.InSentence, agreed.EvaluateOn) with { FollowUp = agreed.FollowUpId };
        }
        var (what, until) = choice.Wat == "LaterWeek" ? (nameof(ReactionKind.Later), (await session.Tables.CalendarOf(group.SchoolId, stop)).AddSchoolDays(SchoolTime.Day(clock.GetUtcNow()), Week)) : (choice.Wat, choice.Tot);
        if (!Enum.TryParse<ReactionKind>(what, out var answer) || !Enum.IsDefined(answer) || until <= SchoolTime.Day(clock.GetUtcNow())) return null;
        var given = await reactions.Add(session, current.Person, answer, [.. signals.Select(s => s.SignalId)], until, stop);
        return Told(group, what!, pupils, topic.InSentence, given[0].Until) with { Reactions = [.. given.Select(r => r.ReactionId)] };
    }

    /// <summary>A note, what she saw herself, an agreement or a compliment; nothing in it: nothing is kept.</summary>
    private async Task<Saved?> Write(Session session, SchoolGroup group, List<ClassMate> pupils, NoteKind kind, GoalMap goals, Choice choice, CancellationToken stop)
    {
        if (pupils.Count == 0 || (kind != NoteKind.Compliment && string.IsNullOrWhiteSpace(choice.Tekst) && choice.Duiding is null)) return null;
        var topic = goals.Topics.FirstOrDefault(t => t.Key == choice.Doel) ?? goals.ToolGoals.Select(goals.Unlinked).FirstOrDefault(t => t.Key == choice.Doel);
        var written = await notes.Write(session, current.Person, [.. pupils.Select(p => p.PupilId)], new Writing(kind, choice.Tekst, choice.Duiding is { } j && Enum.IsDefined(j) ? j : null, topic?.Key, topic?.InSentence), stop);
        return Told(group, kind.ToString(), pupils, topic?.InSentence ?? "", null) with { Notes = [.. written.Select(n => n.NoteId)] };
    }

    private static Saved Told(SchoolGroup group, string what, IEnumerable<ClassMate> pupils, string goal, DateOnly? until) => new(Action(group), what, [.. pupils.Select(p => p.Key)], goal, until);

    private static Task<Goal?> Goal(Session session, string key, CancellationToken stop) => Guid.TryParse(key, out var id)
        ? session.Tables.Goals.AsNoTracking().Where(x => x.Key == id).OrderByDescending(x => x.ReleaseId).FirstOrDefaultAsync(stop) : Task.FromResult<Goal?>(null);

    /// <summary>Only to a page of ours.</summary>
    private RedirectResult Back(string group, string? to) => Redirect(Url.IsLocalUrl(to) ? to! : "/g/" + group);
}
