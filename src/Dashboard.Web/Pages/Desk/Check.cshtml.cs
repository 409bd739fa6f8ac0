using Dashboard.Publishers.Checking;
using Dashboard.Web.Desk;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.Desk;

/// <summary>What would you do with this message? Nothing of it is kept: not the message, not the question.</summary>
[RequestSizeLimit(MessageChecker.Longest + 64 * 1024)]
public sealed class CheckModel(CurrentPublisher publisher, TextBook texts, Checker checker) : DeskPage(publisher, texts)
{
    protected override string Here => "controleren";
    public string? Text { get; private set; }
    public MessageOutlook? Outlook { get; private set; }

    /// <summary>"empty", "long", "client", "other".</summary>
    public string? Refused { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task OnPostAsync(string? bericht, IFormFile? bestand, CancellationToken stop)
    {
        Text = bestand is { Length: > 0 } ? await Read(bestand, stop) : bericht;
        if (string.IsNullOrWhiteSpace(Text)) Refused = "empty";
        else if (Text.Length > MessageChecker.Longest) Refused = "long";
        else if (Own.Clients.Count == 0) Refused = "client";
        else Outlook = await checker.Check(Text, Own.Clients[0].ClientId, Own.Publisher.Key, stop);
        if (Refused is null && Outlook is null) Refused = "other";
        if (Text?.Length > 20_000) Text = null; // a long file is not sent back
    }

    private static async Task<string> Read(IFormFile file, CancellationToken stop)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(stop);
    }
}
