namespace Dashboard.Samples.Classroom.Questions;

internal static class MeasureQuestions
{
    public static Question Perimeter(Chance chance)
    {
        var (length, width) = (chance.Between(4, 12), chance.Between(2, 9));
        return new Question($"Een tuin is {length} meter lang en {width} meter breed. Wat is de omtrek?", $"{2 * (length + width)} meter", $"{length + width} meter");
    }

    public static Question Area(Chance chance)
    {
        var (length, width) = (chance.Between(3, 10), chance.Between(2, 9));
        return new Question($"Een rechthoek is {length} cm lang en {width} cm breed. Wat is de oppervlakte?", $"{length * width} cm²", $"{length * width - width} cm²");
    }

    public static Question Squares(Chance chance)
    {
        var (length, width) = (chance.Between(3, 8), chance.Between(2, 6));
        return new Question($"Een figuur op roosterpapier is {length} hokjes bij {width} hokjes. Hoeveel hokjes zijn het?", $"{length * width} hokjes", $"{length * width - 1} hokjes");
    }

    public static Question Lengths(Chance chance)
    {
        var (meters, rest) = (chance.Between(1, 9), chance.Between(1, 9) * 10);
        return new Question($"{meters} m en {rest} cm is samen … cm", $"{meters * 100 + rest} cm", $"{meters * 10 + rest} cm");
    }

    public static Question Volume(Chance chance)
    {
        var liters = chance.Between(2, 9);
        return chance.Percent(50)
            ? new Question($"{liters} liter is … milliliter", $"{liters * 1000} ml", $"{liters * 100} ml")
            : new Question($"{liters} liter is … deciliter", $"{liters * 10} dl", $"{liters * 100} dl");
    }

    public static Question Weight(Chance chance)
    {
        var (kilos, half) = (chance.Between(1, 7), chance.Percent(50));
        return new Question($"{kilos}{(half ? ",5" : "")} kg is … gram", $"{kilos * 1000 + (half ? 500 : 0)} gram", $"{kilos * 100 + (half ? 50 : 0)} gram");
    }

    public static Question Change(Chance chance)
    {
        var cents = chance.Between(21, 96) * 10 + chance.Below(2) * 5;
        var back = 1000 - cents;
        return new Question($"Je koopt iets van {Euro(cents)} en betaalt met {Euro(1000)}. Hoeveel krijg je terug?", Euro(back), Euro(back + 100));
    }

    public static Question Figures(Chance chance)
    {
        var (name, corners) = chance.Pick<(string, int)>([("driehoek", 3), ("vierkant", 4), ("vijfhoek", 5), ("zeshoek", 6)]);
        return new Question($"Hoeveel hoeken heeft een {name}?", $"{corners}", $"{corners + 1}");
    }

    private static string Euro(int cents) => $"€ {cents / 100},{cents % 100:00}";
}
