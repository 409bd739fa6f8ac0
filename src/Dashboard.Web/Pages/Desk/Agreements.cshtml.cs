using Dashboard.Web.Access;
using Dashboard.Web.Texts;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Limits, the catalogue of errors, and how long a version stays.</summary>
public sealed class AgreementsModel(CurrentPublisher publisher, TextBook texts) : DeskPage(publisher, texts)
{
    protected override string Here => "afspraken";
    public static IReadOnlyList<string> Limits { get; } = ["uwlr", "eduv", "progress", "check", "part", "token", "keep", "rate"];
    public static IReadOnlyList<string> EduV { get; } = ["0011", "0012", "0021", "0022", "0023", "0099"];
}
