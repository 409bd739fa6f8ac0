using Dashboard.Contracts;
using Dashboard.Web.Goals;
using Dashboard.Web.States;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Pupil;

/// <summary>
/// One tool on one goal, for one pupil: only that tool's own results on its own goal, in its own meaning. What is added
/// here (items, minutes, correct answers) is added within one tool and one of its goals.
/// </summary>
/// <param name="Tool">The tool.</param>
/// <param name="Touch">Which of its goals, and what of the learning goal it touches; null without a learning goal.</param>
/// <param name="Goal">The tool's own goal.</param>
/// <param name="Mark">What can be seen.</param>
/// <param name="Results">Of the period, the newest first; practice where there is any, else tests.</param>
public sealed record ToolOnGoal(ToolInSchool Tool, Touch? Touch, ToolGoal Goal, ToolMark Mark, IReadOnlyList<ResultFacts> Results)
{
    private IEnumerable<ResultFacts> Work => Results.Where(r => r.Primary);

    public int Exercises => Work.Count();
    public int Items => Work.Sum(r => r.Items ?? 0);
    public int Correct => Work.Sum(r => r.Correct ?? 0);
    public int Seconds => Work.Sum(r => r.Seconds ?? 0);
    public int ExplanationSeconds => Work.Sum(r => r.ExplanationSeconds ?? 0);

    /// <summary>The newest result that says something in the tool's main meaning.</summary>
    public ResultFacts? Latest => Results.FirstOrDefault(r => r.Primary) ?? (Results.Count > 0 ? Results[0] : null);

    /// <summary>Right out of made says something: the tool counts that way and does not adapt.</summary>
    public bool CountsCorrect => Latest?.Meaning == ScoreMeaning.ProportionCorrect && Items > 0;

    /// <summary>The newest result that can be opened in the tool.</summary>
    public Guid? Open => Tool.CanOpen ? Results.FirstOrDefault(r => r.CanOpen)?.Key : null;

    /// <summary>Points of the line, the oldest first: one meaning, one tool, one of its goals. Fewer than two: no line.</summary>
    public IReadOnlyList<ResultFacts> Line
    {
        get
        {
            var meaning = Latest?.Meaning ?? ScoreMeaning.None;
            var points = Work.Where(r => r.Meaning == meaning && (meaning == ScoreMeaning.ProportionCorrect ? r is { Items: > 0, Correct: not null } : r.Score is not null))
                .OrderBy(r => r.At).ToList();
            return meaning is ScoreMeaning.ProportionCorrect or ScoreMeaning.MasteryRating or ScoreMeaning.Points && points.Count > 1 ? points : [];
        }
    }

    /// <summary>At most four pieces of the tool's own context first; the rest is one step away (DA-12).</summary>
    public const int FirstContext = 4;
    public IReadOnlyList<ContextItem> Context => Latest?.Detail.Context ?? [];
}
