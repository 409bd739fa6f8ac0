using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Architecture.Scores;

/// <summary>What nobody may write; each must be found. Deliberately wrong.</summary>
internal static class Bad
{
    public static double Average(List<StoredResult> results) => results.Average(r => r.Items ?? 0);
    public static double? Sum(List<StoredResult> results) => results.Sum(r => r.Score);
    public static double? GroupedSum(List<StoredResult> results) => results.GroupBy(r => r.ToolId).Select(g => g.Sum(r => r.Score / r.ScoreMax)).First();
    public static StoredResult? Best(List<StoredResult> results) => results.MaxBy(r => r.Score);
    public static List<Result> Ranking(List<Result> results) => [.. results.OrderByDescending(r => r.Score)];
    public static double? Renamed(List<StoredResult> results) => results.Select(r => new Line(r.ToolId, r.Score ?? 0)).Sum(l => l.Value);
    public static double Tuples(List<StoredResult> results) => results.Select(r => (r.ToolId, Worth: r.Score ?? 0)).Max(t => t.Worth);
    public static object Anonymous(List<StoredResult> results) => results.Select(r => new { r.ToolId, How = r.Score }).OrderBy(x => x.How).ToList();
    public static int? CorrectOfAllTools(List<StoredResult> results) => results.Sum(r => r.Correct);
    public static bool Compare(StoredResult one, StoredResult other) => one.Score > other.Score;
    public static double Difference(SignalEvidence one, Result other) => other.Score ?? 0 - Twice(one.RatingTo ?? 0) + Twice(other.Score ?? 0);
    public static double Larger(StoredResult one, StoredResult other) => Math.Max(one.Score ?? 0, other.Score ?? 0);
    public static IQueryable<object> InTheDatabase(IQueryable<StoredResult> results) => results.GroupBy(r => r.PupilId).Select(g => (object)g.Sum(r => r.Score)!);
    public static Task<float?> InTheDatabaseAtOnce(IQueryable<StoredResult> results) => results.MaxAsync(r => r.Score);
    public static IQueryable<Line> OrderedInTheDatabase(IQueryable<StoredResult> results) => results.Select(r => new Line(r.ToolId, r.Score!.Value)).OrderBy(l => l.Value);
    public static IQueryable<Row> OrderedByABoundProperty(IQueryable<StoredResult> results) => results.Select(r => new Row { Mark = r.Score }).OrderBy(l => l.Mark);

    public static double Loop(List<StoredResult> results)
    {
        var total = 0.0;
        foreach (var result in results)
            if (result.Score is { } score) total += Math.Round(score, 1);
        return total / results.Count;
    }

    public static double ThroughAList(List<StoredResult> results)
    {
        var all = new List<double>();
        foreach (var result in results) all.Add(result.Score ?? 0);
        return all.Sum();
    }

    public static double ThroughALambda(List<StoredResult> results)
    {
        var total = 0.0;
        results.Select(r => (double)(r.Score ?? 0)).ToList().ForEach(s => total += s);
        return total;
    }

    public static async Task<double> ThroughATask(StoredResult one, StoredResult other) => await Later(one) + await Later(other);

    public static double ThroughAnIterator(List<StoredResult> results) => Each(results).Max();

    public static int AsWholeNumbers(StoredResult one, StoredResult other) => (int)Math.Round(one.Score ?? 0) + (int)Math.Round(other.Score ?? 0);

    private static double Twice(double score) => score * 2;

    private static async Task<double> Later(StoredResult result)
    {
        await Task.Yield();
        return result.Score ?? 0;
    }

    private static IEnumerable<double> Each(List<StoredResult> results)
    {
        foreach (var result in results) yield return result.Score ?? 0;
    }
}

/// <summary>What is fine; none may be found.</summary>
internal static class Good
{
    public static double? OwnScale(StoredResult result) => Math.Round(100.0 * (result.Score ?? 0) / (result.ScoreMax ?? 1));
    public static double? OwnScaleFromZero(StoredResult result, double lowest) => (result.Score - lowest) / (result.ScoreMax - lowest);
    public static int? ItemsAndTime(List<StoredResult> results) => results.Sum(r => r.Items) + results.Sum(r => r.Seconds);
    public static StoredResult? Newest(List<StoredResult> results) => results.MaxBy(r => r.TakenAt);
    public static bool SameVersion(StoredResult one, StoredResult other) => one.Score == other.Score && one.ResultId == other.ResultId;
    public static bool Norm(StoredResult result, double norm) => result.Score >= norm;
    public static string Show(StoredResult result) => $"{result.Score} van {result.ScoreMax}";
    public static List<Line> SideBySide(List<StoredResult> results) => [.. results.Where(r => r.Score > 0.5).OrderBy(r => r.TakenAt).Select(r => new Line(r.ToolId, r.Score ?? 0))];
    public static IQueryable<Line> FromTheDatabase(IQueryable<StoredResult> results) => results.Where(r => r.Score != null).OrderBy(r => r.ToolId).Select(r => new Line(r.ToolId, r.Score!.Value));
    public static int HowMany(List<Line> lines) => lines.Select(l => l.Tool).Distinct().Max();
    public static double? Band(StoredResult result) => result.Score + result.Uncertainty;
    public static double BandInOneGo(StoredResult result) => Math.Round(result.Score!.Value - result.Uncertainty!.Value, 1);
    public static int? Counted(List<StoredResult> results) => results.Select(r => new Result { Items = Whole(r.ScoreMax), Correct = Whole(r.Score) }).Sum(r => r.Items);
    public static string Words(List<StoredResult> results) => results.Select(r => $"{r.Score}").OrderBy(t => t, StringComparer.Ordinal).First();

    private static int? Whole(double? number) => number is null ? null : (int)number;
}

internal sealed record Line(int Tool, double Value);

internal sealed class Row
{
    public double? Mark { get; set; }
}
