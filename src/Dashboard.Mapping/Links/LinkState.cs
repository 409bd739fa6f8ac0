using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Links;

/// <summary>What a link says, as its history keeps it. Two links say the same when their JSON is equal.</summary>
public sealed record LinkState(
    LinkRelation Relation, LinkRole Role, LinkStatus Status, short? Parts, short? OfParts, string[] PartNames, string? Reason, DateOnly? ValidFrom, DateOnly? ValidUntil, string Author)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static LinkState Of(GoalLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new(link.Relation, link.Role, link.Status, link.Parts, link.OfParts, link.PartNames, link.Reason, link.ValidFrom, link.ValidUntil, link.Author);
    }

    public static LinkState? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<LinkState>(json, Json);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Whoever the author is.</summary>
    public bool SaysTheSame(LinkState other) => (this with { Author = "" }).ToJson() == (other with { Author = "" }).ToJson();

    internal void Put(GoalLink link)
    {
        (link.Relation, link.Role, link.Status, link.Parts, link.OfParts) = (Relation, Role, Status, Parts, OfParts);
        (link.PartNames, link.Reason, link.ValidFrom, link.ValidUntil, link.Author) = (PartNames, Reason, ValidFrom, ValidUntil, Author);
    }
}
