using Dashboard.Contracts;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Styles;
using Dashboard.Schools.Calendar;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Cito;

/// <summary>
/// Reads test results. The functioneringsniveau is the score, in words; the vaardigheidsscore stands beside it as a second score.
/// What the school's filter keeps out is counted and not kept. One result that cannot be read does not hold up the others: nobody
/// waits for our answer.
/// </summary>
internal static class CitoReader
{
    public static (List<(short Year, IncomingResult Result)> Results, List<DeliveryProblem> Problems) Read(IReadOnlyList<CitoResult> page, int? option, ReadingTool tool)
    {
        var (results, problems, keptOut) = (new List<(short, IncomingResult)>(), new List<DeliveryProblem>(), 0);
        foreach (var one in page)
        {
            var pupil = Chain(one.Leerling);
            if (Wrong(one, pupil) is { } problem) { problems.Add(problem); continue; }
            var at = WrittenTime.Instant(one.Afnamedatum)!.Value;
            var year = WrittenTime.SchoolYear(one.Schooljaar) ?? SchoolTime.SchoolYear(SchoolTime.Day(at));
            var modified = WrittenTime.Instant(one.Gewijzigd);
            if (string.Equals(one.Status, "vervallen", StringComparison.OrdinalIgnoreCase))
            {
                results.Add((year, new IncomingResult(WholeResult.Cancelled(one.Id!, at, modified), [])));
                continue;
            }
            if (!ReturnLevel.Passes(ReturnLevel.Relative(one.Toets?.Niveau, one.Functioneringsniveau), option)) { keptOut++; continue; }
            results.AddRange(Rows(one, at, modified, tool).Select(r => (year, new IncomingResult(r, pupil))));
        }
        if (keptOut > 0)
            problems.Add(new DeliveryProblem(null, "functioneringsniveau", "level-filter", $"{keptOut} resultaten boven het niveau dat de school koos (terugstuuroptie {option}). Ze zijn niet bewaard."));
        return (results, problems);
    }

    private static DeliveryProblem? Wrong(CitoResult one, List<PupilReference> pupil) =>
        one.Id is null ? new(null, "id", "id-missing", "Een resultaat zonder id is overgeslagen.")
        : WrittenTime.Instant(one.Afnamedatum) is null ? new(one.Id, "afnamedatum", "date-invalid", "De afnamedatum ontbreekt of is geen datum. Het resultaat is overgeslagen.")
        : one.Toets?.Code is null ? new(one.Id, "toets/code", "test-missing", "De toetscode ontbreekt. Het resultaat is overgeslagen.")
        : pupil.Count == 0 ? new(one.Id, "leerling", "pupil-missing", "Er is geen eckId, leerlingnummer of citoKey. Het resultaat is overgeslagen.")
        : one.Vaardigheidsscore is { } score && !double.IsFinite(score) ? new(one.Id, "vaardigheidsscore", "score-invalid", "De vaardigheidsscore is geen getal. Het resultaat is overgeslagen.")
        : one.Opgaven < 0 || one.Goed < 0 || one.Goed > one.Opgaven ? new(one.Id, "goed", "count-invalid", "Het aantal goed past niet bij het aantal opgaven. Het resultaat is overgeslagen.")
        : null;

    /// <summary>The leerlingnummer is the user name or the administration's key of the pupil, whichever the school uses (CI-19).</summary>
    private static List<PupilReference> Chain(CitoPupil? pupil)
    {
        var chain = new List<PupilReference>();
        if (Text(pupil?.EckId) is { } eckId) chain.Add(new(AliasKind.EckId, eckId));
        if (Text(pupil?.Leerlingnummer) is { } number) chain.AddRange([new(AliasKind.UserName, number), new(AliasKind.LasKey, number)]);
        if (Text(pupil?.CitoKey) is { } key) chain.Add(PupilReference.OfSupplier(CitoStyle.Supplier, key));
        return chain;
    }

    private static IEnumerable<Result> Rows(CitoResult one, DateTimeOffset at, DateTimeOffset? modified, ReadingTool tool)
    {
        var (code, part) = (one.Toets!.Code!, one.Onderdeel?.Code);
        var first = new Result
        {
            ResultId = one.Id!, Part = part ?? "", ScoreType = "functioneringsniveau", TakenAt = at, Sequence = TrailingNumber.Of(one.Id!), Modified = modified,
            Origin = OriginKind.StandardisedTest, Meaning = ScoreMeaning.NormLabel, Label = one.Functioneringsniveau,
            Items = one.Opgaven, Correct = one.Goed, Seconds = one.Minuten is > 0 and < 1000 and var minutes ? (int)(minutes * 60) : null,
            CodeCandidates = part is null ? [code] : [$"{code}/{part}", part, code],
            Exercise = one.Onderdeel?.Naam is { } name ? $"{one.Toets.Naam ?? code}: {name}" : one.Toets.Naam ?? code,
        };
        if (one.Toets.Niveau is { } level) first.Context = [new ContextItem { Key = "toetsniveau", Label = "Niveau van de toets", Value = level }];
        tool.Finish(first, [.. first.CodeCandidates]);
        first.Origin = OriginKind.StandardisedTest; // whatever a profile says
        yield return first;
        if (one.Vaardigheidsscore is { } score)
            yield return new Result { ScoreType = "vaardigheidsscore", Meaning = ScoreMeaning.Points, Score = score }.Of(first);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > 256 ? null : text.Trim();
}
