using Dashboard.Schools.Feeds;
using Dashboard.Web.Desk;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Schools that asked for a feed of this publisher, with the day by which they get an answer (CI-05).</summary>
public sealed class RequestsModel(CurrentPublisher publisher, CurrentPerson current, TextBook texts, FeedAnswers answers) : DeskPage(publisher, texts)
{
    protected override string Here => "aanvragen";
    public IReadOnlyList<OpenRequest> Open { get; private set; } = [];

    /// <summary>Key of the school whose answer could not be taken: where we fetch is not right.</summary>
    public string? Wrong { get; private set; }

    public bool IsFetched(Tool tool) => answers.IsFetched(tool);

    public async Task OnGetAsync(CancellationToken stop) => Open = await answers.Open(Own.Publisher.PublisherId, stop);

    public async Task<IActionResult> OnPostAsync(string? school, string? tool, string? adres, string? sleutel, CancellationToken stop)
    {
        switch (await answers.Accept(Own.Publisher.PublisherId, school, tool, adres, sleutel, current.Person.Key.ToString(), stop))
        {
            case null: return Redirect("/uitgever/aanvragen");
            case "request": return NotFound();
        }
        Wrong = school;
        await OnGetAsync(stop);
        return Page();
    }
}
