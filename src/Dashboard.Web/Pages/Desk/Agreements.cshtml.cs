using Dashboard.Publishers.Deliveries;
using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Limits, the catalogue of errors, and how long a version stays.</summary>
public sealed class AgreementsModel(CurrentPublisher publisher, TextBook texts, IOptions<DoorLimits> limits) : DeskPage(publisher, texts)
{
    protected override string Here => "afspraken";
    public static IReadOnlyList<string> Limits { get; } = ["uwlr", "eduv", "progress", "check", "part", "token", "keep", "rate"];
    public long Size(string limit) => limit switch
    {
        "uwlr" => limits.Value.UwlrBytes >> 20,
        "eduv" => limits.Value.EduVBytes >> 20,
        _ => limits.Value.ProgressBytes >> 10,
    };

    public static IReadOnlyList<string> EduV { get; } = ["0011", "0012", "0021", "0022", "0023", "0099"];
}
