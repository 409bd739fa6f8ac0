using System.Globalization;
using System.Text;
using Dashboard.Samples.Classroom;
using Dashboard.Samples.Classroom.Questions;

namespace Dashboard.Samples.Publisher;

/// <summary>Pieces of a tool's own report that every tool has in some form: the items with the answers, and when it was.</summary>
public static class ReportTable
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    /// <summary>"vrijdag 20 november 10:42".</summary>
    public static string When(Exercise exercise) => TimeZoneInfo.ConvertTime(exercise.At, Zone).ToString("dddd d MMMM HH:mm", Dutch);

    public static string Minutes(int seconds) => seconds < 90 ? "1 minuut" : $"{(seconds + 30) / 60} minuten";

    /// <param name="right">The tool's word for a right answer; the next one is for a wrong one.</param>
    public static string Items(Exercise exercise, string right, string wrong)
    {
        var html = new StringBuilder("<table><thead><tr><th>Nr</th><th>Opgave</th><th>Antwoord van de leerling</th><th>Uitslag</th></tr></thead><tbody>");
        foreach (var item in Sheet.Of(exercise))
            html.Append(Dutch, $"<tr><td>{item.Number}</td><td>{(item.Clock is { } clock ? Face(clock) : "")}{Page.Text(item.Question)}</td><td>{Page.Text(item.Given)}</td>")
                .Append(Dutch, $"<td>{(item.Right ? right : $"{wrong}, het is {Page.Text(item.Answer)}")}</td></tr>");
        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>A list of the pupil's other exercises on the goal, each with a line of text.</summary>
    public static string Others(IReadOnlyList<Exercise> others, string reportPath, Func<Exercise, string> line)
    {
        if (others.Count == 0) return "<p>Dit was de eerste oefening op dit doel.</p>";
        var html = new StringBuilder("<ul>");
        foreach (var other in others.Take(8)) html.Append(Dutch, $"<li><a href=\"{reportPath}{other.Attempt}\">{Page.Text(other.Name)}</a>, {When(other)}: {Page.Text(line(other))}</li>");
        return html.Append("</ul>").ToString();
    }

    private static string Face(ClockFace clock)
    {
        var (hour, minute) = ((clock.Hour % 12 + clock.Minute / 60.0) * 30, clock.Minute * 6.0);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg width="56" height="56" viewBox="-28 -28 56 56" role="img" aria-label="Klok met wijzers"><circle r="26" fill="#fff" stroke="#333" stroke-width="2"/>
            <line y2="-13" stroke="#333" stroke-width="4" transform="rotate({hour})"/><line y2="-21" stroke="#333" stroke-width="2" transform="rotate({minute})"/></svg>
            """);
    }
}
