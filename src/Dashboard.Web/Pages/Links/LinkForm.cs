using System.Globalization;
using Dashboard.Mapping.Links;

namespace Dashboard.Web.Pages.Links;

/// <summary>The form of one link, as it is filled in or as it was posted.</summary>
public sealed class LinkForm
{
    public int Methodedoel { get; set; }
    public int Leerdoel { get; set; }
    public LinkRelation? Relatie { get; set; }
    public string[] Onderdeel { get; set; } = [];
    public short? Delen { get; set; }
    public short? Van { get; set; }
    public LinkRole Rol { get; set; }
    public string? Reden { get; set; }
    public string? Vanaf { get; set; }
    public string? Totenmet { get; set; }
    public bool School { get; set; }
    public long Gezien { get; set; }

    /// <param name="link">What is there; null: new.</param>
    /// <param name="reason">Proposed when there is none.</param>
    public static LinkForm Of(int methodGoal, GoalChoice goal, LinkRow? link, bool ownSchool, string reason) => link is null
        ? new() { Methodedoel = methodGoal, Leerdoel = goal.GoalId, Relatie = LinkRelation.Close, Reden = reason, School = ownSchool }
        : new()
        {
            Methodedoel = methodGoal, Leerdoel = goal.GoalId, Relatie = link.Link.Relation, Onderdeel = link.Link.PartNames, Delen = link.Link.Parts, Van = link.Link.OfParts, Rol = link.Link.Role,
            Reden = link.Link.Reason, Vanaf = Text(link.Link.ValidFrom), Totenmet = Text(link.Link.ValidUntil), School = ownSchool, Gezien = link.LastChange,
        };

    /// <summary>With named parts the ticks are counted; without, the two numbers stand.</summary>
    public LinkDecision Decision(LinkStatus status, IReadOnlyCollection<string> parts) => new(
        Methodedoel, Leerdoel, School, status, Relatie ?? (LinkRelation)(-1), Rol, Onderdeel.Length > 0 ? (short)Onderdeel.Length : Delen, Onderdeel.Length > 0 ? (short)parts.Count : Van, Onderdeel, Reden,
        Day(Vanaf), Day(Totenmet))
    { Seen = Gezien };

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
