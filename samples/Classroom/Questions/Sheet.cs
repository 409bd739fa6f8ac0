using System.Globalization;

namespace Dashboard.Samples.Classroom.Questions;

/// <summary>The items of an exercise with the answers that were given: the same every time for the same attempt.</summary>
public static class Sheet
{
    // The first word that the code of the goal contains says what the question is about.
    private static readonly (string Word, Func<Chance, Question> Ask)[] Topics =
    [
        ("KLOK-HEEL", ClockQuestions.Whole), ("numo-klok-omzetten", ClockQuestions.Digital), ("numo-klok", ClockQuestions.Whole), ("KLOK-HALF", ClockQuestions.Half),
        ("KLOK-KWART", ClockQuestions.Quarter), ("KLOK-OMZETTEN", ClockQuestions.Digital), ("digitale-klok", ClockQuestions.Digital),
        ("KLOK-DUUR", ClockQuestions.Duration), ("rekentuin-klok", ClockQuestions.Whole),
        ("omtrek", MeasureQuestions.Perimeter), ("ROOSTER", MeasureQuestions.Squares), ("OMREKENEN", MeasureQuestions.Lengths), ("lengte", MeasureQuestions.Lengths),
        ("OPP", MeasureQuestions.Area), ("inhoud", MeasureQuestions.Volume), ("gewicht", MeasureQuestions.Weight), ("wissel", MeasureQuestions.Change),
        ("geld", MeasureQuestions.Change), ("FIG", MeasureQuestions.Figures),
        ("afronden", NumberQuestions.Round), ("breuk", NumberQuestions.Fraction), ("10000", NumberQuestions.Thousands), ("lijn", NumberQuestions.Between),
        ("GETAL-LEZEN", NumberQuestions.Words), ("getallen", NumberQuestions.Words), ("reeksen", NumberQuestions.Row), ("logica", NumberQuestions.Row),
        ("PM-20", c => SumQuestions.PlusMinus(c, 20)), ("PM-1000", c => SumQuestions.PlusMinus(c, 1000)), ("plusmin-1000", c => SumQuestions.PlusMinus(c, 1000)),
        ("PM-100", c => SumQuestions.PlusMinus(c, 100)), ("plusmin-100", c => SumQuestions.PlusMinus(c, 100)), ("kolom-plus", c => SumQuestions.Plus(c, 1000)), ("kolom-min", c => SumQuestions.Minus(c, 1000)),
        ("kolom", c => SumQuestions.PlusMinus(c, 1000)), ("optellen", c => SumQuestions.Plus(c, 500)), ("aftrekken", c => SumQuestions.Minus(c, 500)),
        ("TAFELS-5", c => SumQuestions.Table(c, 5)), ("deel", SumQuestions.Divide), ("delen", SumQuestions.Divide), ("tafels", c => SumQuestions.Table(c, 10)),
        ("OPENGESLOTEN", LanguageQuestions.Syllables), ("SP-DT", LanguageQuestions.DOrT), ("eiij", LanguageQuestions.EiIj), ("auou", LanguageQuestions.AuOu),
        ("spelling-tt", LanguageQuestions.Verbs), ("WS-TEGEN", LanguageQuestions.Opposites), ("woorden", LanguageQuestions.Meaning), ("lezen", LanguageQuestions.Reading),
    ];

    public static IReadOnlyList<Item> Of(Exercise exercise)
    {
        var ask = Topic(exercise.Goal);
        return [.. exercise.Right.Select((right, i) =>
        {
            var question = ask(Chance.For("item", exercise.Attempt, i.ToString(CultureInfo.InvariantCulture)));
            return new Item(i + 1, question.Text, question.Answer, right ? question.Answer : question.Wrong, right, question.Clock);
        })];
    }

    private static Func<Chance, Question> Topic(string goal) =>
        Topics.FirstOrDefault(t => goal.Contains(t.Word, StringComparison.OrdinalIgnoreCase)).Ask
            ?? throw new InvalidOperationException($"No question for goal '{goal}': add its topic to Sheet.Topics.");
}
