namespace Dashboard.Web.States;

/// <summary>What can be seen of one pupil on one goal. In the order of priority, the highest last (ui.md §4).</summary>
public enum CellMark
{
    NoFeed, NoData, NotOffered, Skipped, Harder, Practised, Old, TooLittle, Withdrawn, NewProgress, Fast, Contradiction, Stuck,
}

/// <summary>The mark of one tool in a cell.</summary>
public sealed record ToolMark(int ToolId, CellMark Mark, DateTimeOffset? At = null, int Items = 0, Guid? Signal = null);

/// <summary>A cell: the highest mark, and what every tool says.</summary>
public sealed record Cell(CellMark Mark, IReadOnlyList<ToolMark> Tools)
{
    /// <summary>A follow-up runs for this pupil on this goal until that day: its "loopt vast" is silent, not gone.</summary>
    public DateOnly? LookBack { get; init; }

    /// <summary>The signal to open from here.</summary>
    public Guid? Signal => Tools.FirstOrDefault(t => t.Mark == Mark && t.Signal is not null)?.Signal ?? Tools.FirstOrDefault(t => t.Signal is not null)?.Signal;
}
