using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.Links;

/// <summary>What the curator chose; plain query values. No pupil stands on these pages, so what is typed may stand in the address.</summary>
/// <param name="Tool">Key of the tool, or null for all.</param>
/// <param name="Domain">The tool's own domain.</param>
/// <param name="Level">The tool's own level.</param>
/// <param name="State">One of <see cref="States"/>.</param>
/// <param name="Text">Words in title or code.</param>
/// <param name="OwnSchool">Links of the own school, over those of every school.</param>
/// <param name="Page">From 0.</param>
/// <param name="MethodGoal">The one that is open.</param>
/// <param name="Goal">The goal that is chosen for it.</param>
/// <param name="GoalText">Words to find another goal by.</param>
public sealed record LinkFilter(string? Tool, string? Domain, string? Level, string State, string? Text, bool OwnSchool, int Page, int? MethodGoal, int? Goal, string? GoalText)
{
    public static readonly string[] States = ["wacht", "voorgesteld", "verouderd", "gekoppeld", "afgewezen", "alle"];

    public static LinkFilter From(IQueryCollection query, Person person) => new(
        Text_(query["leermiddel"]), Text_(query["domein"]), Text_(query["niveau"]), States.Contains(query["stand"].ToString()) ? query["stand"].ToString() : "wacht",
        Text_(query["zoek"]), person.Role != Role.Curator || query["voor"] == "school", Number(query["pagina"]) ?? 0, Number(query["methodedoel"]), Number(query["leerdoel"]), Text_(query["zoekdoel"]));

    /// <summary>The same choices with some changed, as a query string; null removes one.</summary>
    public string With(params (string Name, object? Value)[] changes)
    {
        var values = new List<(string Name, object? Value)>
        {
            ("leermiddel", Tool), ("domein", Domain), ("niveau", Level), ("stand", State), ("zoek", Text), ("voor", OwnSchool ? "school" : null), ("pagina", Page == 0 ? null : Page),
            ("methodedoel", MethodGoal), ("leerdoel", Goal), ("zoekdoel", GoalText),
        };
        foreach (var change in changes)
        {
            values.RemoveAll(v => v.Name == change.Name);
            values.Add(change);
        }
        return "?" + string.Join('&', values.Where(v => v.Value is not null).Select(v => v.Name + "=" + Uri.EscapeDataString(Convert.ToString(v.Value, CultureInfo.InvariantCulture)!)));
    }

    private static string? Text_(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static int? Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
