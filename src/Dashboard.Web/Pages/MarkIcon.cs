using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dashboard.Web.Pages;

/// <summary>
/// <c>&lt;mark-icon name="k-stuck" kind="stuck" /&gt;</c>: one mark of the sprite (Shared/_Marks). Always beside a word,
/// so hidden from screen readers.
/// </summary>
[HtmlTargetElement("mark-icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MarkIcon : TagHelper
{
    /// <summary>Id of the symbol.</summary>
    public string Name { get; set; } = "";

    /// <summary>stuck, fast, new or state: its colour.</summary>
    public string? Kind { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Kind is null ? "i" : "i " + Kind);
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"#{Name}\"/>");
    }
}
