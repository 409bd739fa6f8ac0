using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Tools;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.States;

/// <summary>What a cell says in words: to a screen reader, on hover, and as one line per goal on a narrow screen.</summary>
public sealed class CellWords(TextBook texts, Moments moments, Func<int, ToolInSchool> tool)
{
    /// <summary>"loopt vast, Muiswerk": the mark, the tools it comes from, whether the pupil works on it and whether a follow-up runs.</summary>
    public string Spoken(Cell cell, bool flag)
    {
        var text = texts["cell." + cell.Mark];
        var from = cell.Tools.Where(t => t.Mark == cell.Mark).Select(t => tool(t.ToolId).Name).Distinct().ToList();
        if (from.Count > 0 && cell.Mark >= CellMark.NewProgress) text = texts.Plain("cell.from", ("mark", text), ("tools", texts.Join(from)));
        return More(text, cell, flag);
    }

    private string More(string text, Cell cell, bool flag)
    {
        if (flag) text = texts.Plain("cell.flagged", ("mark", text));
        return cell.LookBack is { } day ? texts.Plain("cell.followUp", ("mark", text), ("date", moments.Day(day))) : text;
    }

    /// <summary>The whole story of a cell, every tool by name.</summary>
    public string Title(ClassMate pupil, Topic topic, Cell cell, bool flag)
    {
        var tools = cell.Tools.Count == 0 ? texts["cell." + cell.Mark] : string.Join("; ", cell.Tools.Select(Tool));
        var text = texts.Plain("cell.title", ("name", pupil.Name), ("goal", topic.Name), ("tools", tools));
        return More(text, cell, flag);
    }

    /// <summary>"Muiswerk: oude gegevens, 14 september".</summary>
    public string Tool(ToolMark mark)
    {
        var name = tool(mark.ToolId).Name;
        return mark.Mark switch
        {
            CellMark.TooLittle => texts.Plain("cell.tool.TooLittle", ("tool", name), ("n", mark.Items)),
            CellMark.Old when mark.At is { } at => texts.Plain("cell.tool.Old", ("tool", name), ("date", moments.Day(at))),
            CellMark.Skipped when mark.At is { } at => texts.Plain("cell.tool.Skipped", ("tool", name), ("date", moments.Day(at))),
            _ => texts.Plain("cell.tool", ("tool", name), ("mark", texts["cell." + mark.Mark])),
        };
    }

    /// <summary>A goal in one line: "3 lopen vast · 1 snel vooruit · 7 geoefend · 13 geen of weinig gegevens".</summary>
    public IHtmlContent Summary(MatrixRow row)
    {
        var content = new HtmlContentBuilder();
        void Add(string key, int n, CellMark? mark)
        {
            if (n == 0) return;
            if (content.Count > 0) content.Append(" · ");
            if (mark is { } m) content.AppendHtml($"<svg class=\"i {Shapes.Css(m)}\" aria-hidden=\"true\"><use href=\"#{Shapes.Symbol(m)}\"/></svg>");
            content.Append(texts.Plain(key, ("n", n)));
        }
        int Count(params CellMark[] marks) => row.Cells.Count(c => marks.Contains(c.Mark));
        Add("sum.stuck", Count(CellMark.Stuck), CellMark.Stuck);
        Add("sum.clash", Count(CellMark.Contradiction), CellMark.Contradiction);
        Add("sum.fast", Count(CellMark.Fast), CellMark.Fast);
        Add("sum.new", Count(CellMark.NewProgress), CellMark.NewProgress);
        Add("sum.practised", Count(CellMark.Practised), null);
        Add("sum.followUp", row.Cells.Count(c => c.LookBack is not null), null);
        Add("sum.little", row.Cells.Count - Count(CellMark.Stuck, CellMark.Contradiction, CellMark.Fast, CellMark.NewProgress, CellMark.Practised), null);
        return content;
    }
}
