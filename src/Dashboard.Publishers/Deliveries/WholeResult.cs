using Dashboard.Contracts;

namespace Dashboard.Publishers.Deliveries;

/// <summary>A withdrawal of a publisher's result as a whole: every part and score type that is stored under its id.</summary>
public static class WholeResult
{
    public static Result Cancelled(string resultId, DateTimeOffset at, DateTimeOffset? modified) =>
        new() { ResultId = resultId, Part = Result.Whole, ScoreType = Result.Whole, Status = ResultStatus.Cancelled, TakenAt = at, Modified = modified };
}
