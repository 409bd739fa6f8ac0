using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Desk;

/// <summary>
/// Shows a guide of ours that is written in a small part of Markdown: headings, paragraphs, lists, fenced code, `code`, **bold** and
/// links. Everything is encoded first; it is no reader of other people's Markdown.
/// </summary>
public static partial class GuideText
{
    public static IHtmlContent In(string language)
    {
        using var stream = typeof(GuideText).Assembly.GetManifestResourceStream($"guide.{language}.md") ?? typeof(GuideText).Assembly.GetManifestResourceStream("guide.nl.md")!;
        using var reader = new StreamReader(stream);
        return new HtmlString(Html(reader.ReadToEnd()));
    }

    internal static string Html(string markdown)
    {
        var html = new StringBuilder();
        var (paragraph, list) = (new List<string>(), false);
        var lines = markdown.Split('\n').Select(l => l.TrimEnd('\r')).Skip(1).ToList(); // the title is the page's own
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                Close();
                var code = lines.Skip(i + 1).TakeWhile(l => !l.StartsWith("```", StringComparison.Ordinal)).ToList();
                html.Append("<pre class=\"code\" tabindex=\"0\">").Append(WebUtility.HtmlEncode(string.Join('\n', code))).Append("</pre>");
                i += code.Count + 1;
            }
            else if (line.StartsWith('#'))
            {
                Close();
                html.Append(line.StartsWith("###", StringComparison.Ordinal) ? "<h3>" : "<h2>").Append(Inline(line.TrimStart('#').Trim())).Append(line.StartsWith("###", StringComparison.Ordinal) ? "</h3>" : "</h2>");
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                if (!list) { Close(); html.Append("<ul class=\"list\">"); list = true; }
                html.Append("<li>").Append(Inline(line[2..])).Append("</li>");
            }
            else if (line.Length == 0) Close();
            else paragraph.Add(line);
        }
        Close();
        return html.ToString();

        void Close()
        {
            if (list) html.Append("</ul>");
            if (paragraph.Count > 0) html.Append("<p>").Append(Inline(string.Join(' ', paragraph))).Append("</p>");
            (list, paragraph) = (false, []);
        }
    }

    private static string Inline(string text)
    {
        text = Code().Replace(WebUtility.HtmlEncode(text), "<code>$1</code>");
        text = Bold().Replace(text, "<b>$1</b>");
        return Link().Replace(text, "<a href=\"$2\">$1</a>");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"\[([^\]]+)\]\((/[^)\s""]*)\)")]
    private static partial Regex Link();
}
