using Dashboard.Contracts;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Publishers.DeepLinks;

/// <summary>Puts a checked link on a result, or withholds it and says so in the delivery report.</summary>
public static class LinkProblems
{
    /// <param name="rule">Of the tool.</param>
    /// <param name="result">Gets the link, or keeps none.</param>
    /// <param name="link">As sent; null when there is none.</param>
    /// <param name="pupil">The pupil's identifiers in the message.</param>
    /// <param name="everyone">Those of every pupil in the message.</param>
    /// <param name="field">Where in the message the link stands.</param>
    /// <param name="problems">Gets a line when the link is withheld.</param>
    public static void Attach(this DeepLinkRule rule, Result result, string? link, IEnumerable<string> pupil, PupilMarks? everyone, string field, ICollection<DeliveryProblem> problems)
    {
        if (link is null) return;
        if (rule.Check(link, pupil, everyone) is { } problem) problems.Add(new DeliveryProblem(result.ResultId, field, "link-withheld", Text(problem)));
        else result.DeepLink = link;
    }

    private static string Text(LinkProblem problem) => problem switch
    {
        LinkProblem.NotAnAddress => "De link is geen volledig webadres. Het resultaat is bewaard, de link niet.",
        LinkProblem.NotSecure => "De link gebruikt geen https. Het resultaat is bewaard, de link niet.",
        LinkProblem.UnknownHost => "De link gaat naar een host die niet bij dit leermiddel is aangemeld. Het resultaat is bewaard, de link niet. Meld de host aan.",
        _ => "De link bevat een kenmerk van de leerling. Het resultaat is bewaard, de link niet. Gebruik een adres zonder leerlinggegevens.",
    };
}
