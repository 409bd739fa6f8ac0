using Dashboard.Publishers.Deliveries;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;
using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Takes one result back: a delivery like any other, so the answer is its report.</summary>
public sealed class WithdrawModel(CurrentPublisher publisher, TextBook texts, Intake intake, PartyDirectory directory) : DeskPage(publisher, texts)
{
    protected override string Here => "intrekken";
    public string? Tool { get; private set; }
    public string? School { get; private set; }
    public string? Year { get; private set; }
    public string? ResultId { get; private set; }

    /// <summary>"tool", "year", "school", "result", "off".</summary>
    public string? Wrong { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(string? tool, string? school, string? schooljaar, string? resultaat, CancellationToken stop)
    {
        (Tool, School, Year, ResultId) = (tool, school?.Trim(), schooljaar?.Trim(), resultaat?.Trim());
        if (Own.Tool(tool) is not { } own) Wrong = "tool";
        else if (WrittenTime.SchoolYear(Year) is not { } year) Wrong = "year";
        else if (string.IsNullOrEmpty(ResultId)) Wrong = "result";
        else if (await Find(School, stop) is not { } found) Wrong = "school";
        else
        {
            var message = new IncomingMessage(Own.Publisher.Key, "withdrawal", found.SchoolId, own.ToolId, year, [new IncomingResult(WholeResult.Cancelled(ResultId, DateTimeOffset.UnixEpoch, null), [])], []);
            var receipt = await intake.Accept(message, stop);
            if (receipt.FeedOn) return Redirect($"/uitgever/leveringen/{receipt.DeliveryId}");
            Wrong = "off";
        }
        return Page();
    }

    private async ValueTask<School?> Find(string? school, CancellationToken stop) => string.IsNullOrEmpty(school) ? null
        : await directory.Find(d => d.School(null, null, school) ?? (school.Length is 4 or 6 ? d.School(school[..4].ToUpperInvariant(), school[4..], null) : null), stop);
}
