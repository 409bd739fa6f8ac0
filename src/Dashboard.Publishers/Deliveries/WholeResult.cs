using Dashboard.Contracts;

namespace Dashboard.Publishers.Deliveries;

/// <summary>A withdrawal of a publisher's result as a whole: every part and score type that is stored under its id.</summary>
public static class WholeResult
{
    public const string Any = "*";

    public static Result Cancelled(string resultId, DateTimeOffset at, DateTimeOffset? modified) =>
        new() { ResultId = resultId, Part = Any, ScoreType = Any, Status = ResultStatus.Cancelled, TakenAt = at, Modified = modified };
}
