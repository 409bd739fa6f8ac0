namespace Dashboard.Samples.Classroom.Questions;

internal static class LanguageQuestions
{
    public static Question Syllables(Chance chance) => Write(chance, [("bomen", "boomen"), ("bommen", "bomen"), ("lopen", "loopen"), ("kippen", "kipen"), ("manen", "maanen"), ("rokken", "roken")]);

    public static Question DOrT(Chance chance) => Write(chance, [("hond", "hont"), ("kat", "kad"), ("paard", "paart"), ("krant", "krand"), ("hand", "hant"), ("boot", "bood")]);

    public static Question EiIj(Chance chance) => Write(chance, [("trein", "trijn"), ("wijn", "wein"), ("klein", "klijn"), ("vijver", "veiver"), ("reis", "rijs"), ("ijs", "eis")]);

    public static Question AuOu(Chance chance) => Write(chance, [("paus", "pous"), ("hout", "haut"), ("saus", "sous"), ("vrouw", "vrauw"), ("blauw", "blouw"), ("koud", "kaud")]);

    public static Question Verbs(Chance chance)
    {
        var (who, right, wrong, stem) = chance.Pick<(string, string, string, string)>(
            [("hij", "wordt", "word", "worden"), ("zij", "vindt", "vind", "vinden"), ("ik", "word", "wordt", "worden"), ("hij", "loopt", "lopt", "lopen")]);
        return new Question($"Vul in: {who} … ({stem})", right, wrong);
    }

    public static Question Opposites(Chance chance) => Pick(chance, "Wat is het tegendeel van", [("leeg", "vol", "open"), ("gierig", "vrijgevig", "arm"), ("langzaam", "snel", "stil"), ("diep", "ondiep", "breed")]);

    public static Question Meaning(Chance chance) => Pick(chance, "Wat betekent", [("aarzelen", "even twijfelen", "hard lopen"), ("kostbaar", "veel waard", "erg klein"), ("verlaten", "weggaan", "te laat zijn"), ("voorzichtig", "met zorg", "van voren")]);

    public static Question Reading(Chance chance) => Pick(chance, "‘Sam pakt de bal en geeft hem aan Liv.’ Waar wijst dit woord naar:", [("hem", "de bal", "Sam"), ("de bal", "het ding dat Sam pakt", "Liv")]);

    private static Question Write(Chance chance, (string Right, string Wrong)[] words)
    {
        var (right, wrong) = chance.Pick(words);
        return new Question($"Welk woord is goed geschreven: {(chance.Percent(50) ? $"{right} of {wrong}" : $"{wrong} of {right}")}?", right, wrong);
    }

    private static Question Pick(Chance chance, string ask, (string Word, string Right, string Wrong)[] words)
    {
        var (word, right, wrong) = chance.Pick(words);
        return new Question($"{ask} ‘{word}’?", right, wrong);
    }
}
