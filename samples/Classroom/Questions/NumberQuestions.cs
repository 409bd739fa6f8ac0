using System.Globalization;

namespace Dashboard.Samples.Classroom.Questions;

internal static class NumberQuestions
{
    public static Question Round(Chance chance)
    {
        var number = chance.Between(101, 989);
        if (number % 10 == 0) number += 4;
        var rounded = (number + 5) / 10 * 10;
        return new Question($"Rond {number} af op een tiental.", $"{rounded}", $"{(rounded > number ? rounded - 10 : rounded + 10)}");
    }

    public static Question Fraction(Chance chance)
    {
        var (parts, eaten) = chance.Pick<(int, int)>([(4, 1), (4, 3), (8, 3), (6, 1), (5, 2), (3, 1)]);
        return new Question($"Een pizza is in {parts} gelijke stukken gesneden. Je eet er {eaten} van op. Welk deel is dat?", $"{eaten}/{parts}", $"{eaten}/{parts - eaten + 4}");
    }

    public static Question Thousands(Chance chance)
    {
        var number = chance.Between(11, 98) * 100 + chance.Between(1, 9);
        return new Question($"Welk getal komt na {Dots(number)}?", Dots(number + 1), Dots(number + 10));
    }

    public static Question Between(Chance chance)
    {
        var from = chance.Between(1, 8) * 100;
        return new Question($"Welk getal staat midden tussen {from} en {from + 100}?", $"{from + 50}", $"{from + 55}");
    }

    public static Question Words(Chance chance)
    {
        var (hundreds, ones) = (chance.Between(2, 9), chance.Between(1, 9));
        string[] names = ["", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"];
        return new Question($"Schrijf als getal: {names[hundreds]}honderd{names[ones]}", $"{hundreds * 100 + ones}", $"{hundreds}00{ones}");
    }

    public static Question Row(Chance chance)
    {
        var (from, step) = (chance.Between(2, 20), chance.Between(2, 9));
        return new Question($"Ga verder: {from}, {from + step}, {from + 2 * step}, …", $"{from + 3 * step}", $"{from + 3 * step + 1}");
    }

    private static string Dots(int number) => number.ToString("#,0", CultureInfo.GetCultureInfo("nl-NL"));
}

internal static class SumQuestions
{
    public static Question PlusMinus(Chance chance, int upTo) => chance.Percent(50) ? Plus(chance, upTo) : Minus(chance, upTo);

    public static Question Plus(Chance chance, int upTo)
    {
        var a = chance.Between(upTo / 4, upTo / 2);
        var b = chance.Between(upTo / 10, upTo / 2);
        return new Question($"{a} + {b} =", $"{a + b}", $"{a + b + (upTo > 20 ? 10 : 1)}");
    }

    public static Question Minus(Chance chance, int upTo)
    {
        var a = chance.Between(upTo / 2, upTo);
        var b = chance.Between(upTo / 10, upTo / 3);
        return new Question($"{a} − {b} =", $"{a - b}", $"{a - b + (upTo > 20 ? 10 : 1)}");
    }

    public static Question Table(Chance chance, int upTo)
    {
        var (a, b) = (chance.Between(2, 10), chance.Between(upTo > 5 ? 6 : 2, upTo));
        return new Question($"{a} × {b} =", $"{a * b}", $"{a * b - b}");
    }

    public static Question Divide(Chance chance)
    {
        var (a, b) = (chance.Between(3, 9), chance.Between(3, 9));
        return new Question($"{a * b} : {b} =", $"{a}", $"{a + 1}");
    }
}
