using Dashboard.Schools.Feeds;

namespace Dashboard.Web.Pages.Desk;

/// <summary>The tool's profile, with what the teacher will read beside it before it is saved (DA-13, DA-20).</summary>
public sealed class ProfileModel(CurrentPublisher publisher, CurrentPerson current, TextBook texts, ToolProfiles profiles) : DeskPage(publisher, texts)
{
    protected override string Here => "profiel";
    public Tool Tool { get; private set; } = null!;
    public ToolProfile Profile { get; private set; } = new();
    public bool Saved { get; private set; }
    public string? Wrong { get; private set; }

    public IActionResult OnGet(string tool, bool bewaard)
    {
        if (Own.Tool(tool) is not { } own) return NotFound();
        (Tool, Profile, Saved) = (own, ToolProfile.Parse(own.Profile), bewaard);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string tool, string? doe, ToolProfileEdit form, CancellationToken stop)
    {
        if (Own.Tool(tool) is not { } own) return NotFound();
        Tool = own;
        Profile = form.Over(ToolProfile.Parse(own.Profile));
        Wrong = ToolProfiles.Wrong(Profile);
        if (doe != "bewaar" || Wrong is not null) return Page();
        await profiles.Save(own.ToolId, Profile, current.Person.School, current.Person.Key.ToString(), stop);
        return Redirect($"/uitgever/profiel/{own.Key}?bewaard=true");
    }
}
