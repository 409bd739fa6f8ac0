namespace Dashboard.Samples.Classroom.Questions;

internal static class ClockQuestions
{
    public static Question Whole(Chance chance)
    {
        var hour = chance.Between(1, 12);
        // The usual mistakes: the hands swapped, or one hour off.
        var wrong = chance.Percent(50) ? $"kwart over {Hour(hour + 1)}" : $"{Hour(hour + 1)} uur";
        return new Question("Hoe laat is het op deze klok?", $"{hour} uur", wrong, new ClockFace(hour, 0));
    }

    public static Question Half(Chance chance)
    {
        var hour = chance.Between(1, 12);
        return new Question("Hoe laat is het op deze klok?", $"half {Hour(hour + 1)}", $"half {hour}", new ClockFace(hour, 30));
    }

    public static Question Quarter(Chance chance)
    {
        var hour = chance.Between(1, 12);
        return chance.Percent(50)
            ? new Question("Hoe laat is het op deze klok?", $"kwart over {hour}", $"kwart voor {hour}", new ClockFace(hour, 15))
            : new Question("Hoe laat is het op deze klok?", $"kwart voor {Hour(hour + 1)}", $"kwart over {hour}", new ClockFace(hour, 45));
    }

    public static Question Digital(Chance chance)
    {
        var (hour, minute) = (chance.Between(1, 11), chance.Between(0, 11) * 5);
        return new Question("Het is middag. Schrijf deze tijd digitaal.", $"{hour + 12}:{minute:00}", $"{hour}:{minute:00}", new ClockFace(hour, minute));
    }

    public static Question Duration(Chance chance)
    {
        var (hour, from, lasts) = (chance.Between(9, 15), chance.Between(0, 4) * 5, chance.Between(3, 7) * 5);
        return new Question($"Een film begint om {hour}:{from:00} uur en eindigt om {hour}:{from + lasts:00} uur. Hoe lang duurt hij?", $"{lasts} minuten", $"{lasts + 5} minuten");
    }

    private static int Hour(int hour) => (hour - 1) % 12 + 1;
}
