using Dashboard.Publishers.Pulling;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;
using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Schools that asked for a feed of this publisher, with the day by which they get an answer (CI-05).</summary>
public sealed class RequestsModel(CurrentPublisher publisher, CurrentPerson current, TextBook texts, FeedRequests requests, FeedAgreements agreements, IEnumerable<IPullAdapter> adapters) : DeskPage(publisher, texts)
{
    private const int AtNight = 190; // 03:10
    protected override string Here => "aanvragen";
    public IReadOnlyList<OpenRequest> Open { get; private set; } = [];

    public bool Fetched(Tool tool) => adapters.Any(a => a.Tool == tool.Key);

    public async Task OnGetAsync(CancellationToken stop) => Open = await requests.Open(Own.Publisher.PublisherId, stop);

    public async Task<IActionResult> OnPostAsync(string? school, string? tool, string? adres, string? sleutel, CancellationToken stop)
    {
        await OnGetAsync(stop);
        if (Open.FirstOrDefault(r => r.School.Key == school && r.Tool.Key == tool) is not { } one) return NotFound();
        var fetched = Fetched(one.Tool);
        if (fetched && (!Uri.TryCreate(adres, UriKind.Absolute, out _) || string.IsNullOrWhiteSpace(sleutel))) return Page();
        await agreements.Activate(one.School.SchoolId, one.Tool.ToolId, current.Person.Key.ToString(), fetched ? new PullSource(adres!, sleutel, null, AtNight) : null, stop);
        return Redirect("/uitgever/aanvragen");
    }
}
