using Dashboard.Contracts;
using Dashboard.Publishers.Styles;

namespace Dashboard.Publishers.EduV;

/// <summary>
/// The scores and results of one statement on one part, as canonical rows without their identity. Counts and time fill the
/// primary row; which score is primary follows from the tool's score meaning (DA-21).
/// </summary>
internal sealed class PartScores(ReadingTool tool, ScoreScales scales, string statement, EduVNotes notes)
{
    private const string Items = "NumberItems", Correct = "NumberCorrect", Wrong = "NumberIncorrect", Duration = "DurationInSeconds";

    private readonly EduVNumber _number = new(statement, notes);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

    /// <returns>The primary row first; empty when the statement says nothing on this part.</returns>
    public List<Result> Read(IReadOnlyCollection<ScoreEntry> scores, IReadOnlyCollection<ResultEntry> results)
    {
        foreach (var type in scores.Select(s => "scores/" + s.ScoreType).Concat(results.Select(r => "results/" + r.ResultType)))
            if (!_types.Add(type)) notes.Schema(statement, type, "Deze soort staat meer dan eens bij hetzelfde onderdeel.");

        ScoreEntry? Entry(string type) => scores.FirstOrDefault(s => s.ScoreType == type);
        var correct = _number.Count(Entry(Correct)?.ScoreValue, "scores/" + Correct);
        var wrong = _number.Count(Entry(Wrong)?.ScoreValue, "scores/" + Wrong);
        var items = _number.Count(Entry(Items)?.ScoreValue, "scores/" + Items)
            ?? _number.Count(Entry(Correct)?.ScoreMaximum, "scores/" + Correct + "/scoreMaximum") ?? correct + wrong;
        var seconds = _number.Read(Entry(Duration)?.ScoreValue, "scores/" + Duration);

        var rows = new List<Result>();
        if (correct is not null && items is > 0)
            rows.Add(new Result { ScoreType = Correct, Meaning = ScoreMeaning.ProportionCorrect, Score = correct, ScoreMax = items, Label = scales.Label(Entry(Correct)?.ScoreScaleIds, correct.Value) });
        rows.AddRange(scores.Where(s => s.ScoreType is not (Items or Correct or Wrong or Duration)).Select(Score).OfType<Result>());
        rows.AddRange(results.Select(Labelled).OfType<Result>());
        if (rows.Count == 0)
        {
            if (items is null && correct is null && seconds is null) return rows;
            rows.Add(new Result { ScoreType = items is null && correct is null ? Duration : Items });
        }

        var first = rows.OrderBy(Rank).First();
        rows.Remove(first);
        rows.RemoveAll(r => r.ScoreType == Correct); // stands on the first row as counts
        (first.Items, first.Correct, first.Seconds) = (items, correct, seconds is { } s ? (int)Math.Round(Math.Min(s, int.MaxValue)) : null);
        return [first, .. rows];
    }

    /// <summary>The tool's own meaning first; then counts, points, percentages, ratings, what we do not know, words.</summary>
    private int Rank(Result row) => row.Meaning == tool.Profile.Meaning && row.Meaning != ScoreMeaning.None && row.ScoreType != "PercentageCorrect"
        ? 0
        : row.ScoreType switch { Correct => 1, "ScorePoints" => 2, "PercentageCorrect" => 3, "SkillScore" => 4, _ => row.Label is null ? 5 : 6 };

    private Result? Score(ScoreEntry entry)
    {
        var field = "scores/" + entry.ScoreType;
        switch (entry.ScoreType)
        {
            case "SkillScore":
                return _number.Ability(entry.ScoreValue, field) is { } ability
                    ? New(entry, ScoreMeaning.MasteryRating, ability, _number.Ability(entry.ScoreMaximum, field + "/scoreMaximum")) : null;
            case "PercentageCorrect":
                return _number.Read(entry.ScoreValue, field, 0, 100) is { } percent ? New(entry, ScoreMeaning.ProportionCorrect, percent, 100) : null;
            case "ScorePoints":
                var max = _number.Read(entry.ScoreMaximum, field + "/scoreMaximum");
                if (_number.Read(entry.ScoreValue, field) is not { } points) return null;
                if (points > max) notes.Schema(statement, field, "De score is niet hoger dan scoreMaximum.");
                return New(entry, tool.Profile.Meaning == ScoreMeaning.ProportionCorrect && max is not null ? ScoreMeaning.ProportionCorrect : ScoreMeaning.Points, points, max);
            default:
                notes.Note(statement, "scores/scoreType", "unknown-score-type", "Deze scoreType kent Edu-V niet. De waarde is als tekst bewaard.");
                return new Result { ScoreType = entry.ScoreType!, Label = entry.ScoreValue };
        }
    }

    private Result New(ScoreEntry entry, ScoreMeaning meaning, double score, double? max) =>
        new() { ScoreType = entry.ScoreType!, Meaning = meaning, Score = score, ScoreMax = max, Label = scales.Label(entry.ScoreScaleIds, score) };

    private Result? Labelled(ResultEntry entry)
    {
        var field = "results/" + entry.ResultType;
        if (tool.Style?.ResultTypes.TryGetValue(entry.ResultType!, out var own) == true)
            return new Result { ScoreType = entry.ResultType!, Meaning = own, Label = entry.ResultValue };
        if (ResultValues.Wrong(entry.ResultType!, entry.ResultValue!) is { } wrong) notes.Schema(statement, field, wrong);
        if (!ResultValues.Known(entry.ResultType!))
            notes.Note(statement, "results/resultType", "unknown-result-type", "Deze resultType kent Edu-V niet. De waarde is als tekst bewaard.");
        else if (!ResultValues.Usual(entry.ResultType!, entry.ResultValue!))
            notes.Note(statement, field, "unusual-result-value", "Deze waarde is voor deze resultType niet gebruikelijk. De waarde is als tekst bewaard.");
        return new Result { ScoreType = entry.ResultType!, Meaning = ScoreMeaning.NormLabel, Label = entry.ResultValue };
    }
}
