using Dashboard.Web.Desk;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Pages.Desk;

/// <summary>The guide "connect your tool": the very file of docs/, whose requests a test sends.</summary>
public sealed class GuideModel(CurrentPublisher publisher, TextBook texts) : DeskPage(publisher, texts)
{
    protected override string Here => "aansluiten";
    public IHtmlContent Text { get; } = GuideText.In(texts.Language);
}
