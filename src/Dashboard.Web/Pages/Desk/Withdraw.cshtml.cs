using Dashboard.Publishers.Deliveries;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Takes one result back: a delivery like any other, so the answer is its report.</summary>
public sealed class WithdrawModel(CurrentPublisher publisher, TextBook texts, Withdrawals withdrawals) : DeskPage(publisher, texts)
{
    protected override string Here => "intrekken";
    public string? Tool { get; private set; }
    public Withdrawal Asked { get; private set; } = new(null, null, null);

    /// <inheritdoc cref="WithdrawalOutcome"/>
    public string? Wrong { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(string? tool, string? school, string? schooljaar, string? resultaat, CancellationToken stop)
    {
        (Tool, Asked) = (tool, new(school?.Trim(), schooljaar?.Trim(), resultaat?.Trim()));
        var (delivery, wrong, _) = await withdrawals.Take(Own.Publisher.Key, Own.Tool(tool), Asked, stop);
        if (wrong is null) return Redirect($"/uitgever/leveringen/{delivery}");
        Wrong = wrong;
        return Page();
    }
}
