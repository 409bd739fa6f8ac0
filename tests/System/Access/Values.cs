using System.Text;

namespace Dashboard.SystemTests.Access;

/// <summary>What stands in a route, a query or a form when it is to name something of a place.</summary>
internal static class Values
{
    /// <summary>By name. A new name of something that belongs to somebody comes in here: without it the matrix fails.</summary>
    private static readonly Dictionary<string, Func<Place, string[]>> Bound = new(StringComparer.OrdinalIgnoreCase)
    {
        ["g"] = p => [p.Group], ["group"] = p => [p.Group], ["groep"] = p => [p.Group], ["l"] = p => [p.Pupil.ToString()], ["leerling"] = p => [.. p.Keys.Select(k => k.ToString())],
        ["waarom"] = p => [p.Signal.ToString()], ["signaal"] = p => [p.Signal.ToString()], ["markering"] = p => [p.Mark.ToString()], ["reactie"] = p => [p.Reaction.ToString()], ["notitie"] = p => [p.Note.ToString()], ["vervolg"] = p => [p.FollowUp.ToString()],
        ["verzoek"] = p => [p.Request.ToString()], ["school"] = p => [p.SchoolKey], ["resultId"] = p => [p.ResultId], ["resultaat"] = p => [p.ResultId], ["medewerker"] = p => [p.TeacherKey.ToString()], ["leraar"] = p => [p.TeacherKey.ToString()],
    };

    /// <summary>On some routes a name means something else.</summary>
    private static string[]? ByRoute(Neighbours town, string pattern, string name, Place p) => (pattern, name) switch
    {
        ("/open/{key:guid}", "key") => [p.Signal.ToString(), p.Result.ToString()],
        ("/doelen/doel/{key:guid}" or "/g/{g}/doel/{key}", "key") => [town.GoalKey.ToString()],
        ("/g/{g}/vervolg/{id:guid}", "id") => [p.FollowUp.ToString()],
        ("/eduv/v0/progress/{id}", "id") => ["voortgang"],
        (_, "id") => [p.Delivery.ToString()],
        ("/beheer/doelen", "doel") => [town.GoalKey.ToString()],
        _ => null,
    };

    /// <summary>Names that belong to nobody. What destroys for good is not said twice: FeedRemovalTests and ErasureTests do that, and look at the neighbours.</summary>
    private static readonly Dictionary<string, string> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tool"] = Neighbours.Tool, ["leermiddel"] = Neighbours.Tool, ["set"] = "proef", ["status"] = "404", ["documentName"] = "v1", ["major"] = "2", ["naam"] = "Kanarie", ["zoek"] = "tellen", ["terug"] = "/", ["domein"] = "getallen",
        ["client"] = "kraal-client", ["aanbieder"] = "entree", ["kid"] = "sleutel", ["zeker"] = "false", ["schoolYear"] = "2026", ["schooljaar"] = "2026", ["since"] = "0", ["hash"] = new string('A', 32), ["laat"] = "36",
    };

    public static bool IsBound(string name) => Bound.ContainsKey(name) || name is "key" or "id";

    public static bool IsPlain(Type type) => Of(type) is { } t && (t.IsPrimitive || t.IsEnum || t == typeof(string) || t == typeof(Guid) || t == typeof(DateOnly) || t == typeof(DateTimeOffset));

    private static Type Of(Type type) => type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;

    /// <param name="turn">Which of several; -1: all of them.</param>
    public static IEnumerable<string> Of(Neighbours town, string pattern, string name, Type? type, Place place, int turn)
    {
        if (name == "doel" && type is not null && ByRoute(town, pattern, name, place) is null) return [town.GoalKey.ToString()];
        if (ByRoute(town, pattern, name, place) is { } special) return turn < 0 ? special : [special[Math.Min(turn, special.Length - 1)]];
        if (name == "groep" && type is not null && Of(type) != typeof(string)) return ["5"];
        if (Bound.TryGetValue(name, out var bound)) return type is { IsArray: true } ? bound(place) : bound(place).Take(1);
        if (Plain.TryGetValue(name, out var plain) && (type is null || Of(type) == typeof(string) || Of(type).IsPrimitive)) return [plain];
        if (type is null || Of(type) == typeof(Guid)) throw new NotSupportedException($"{pattern} takes '{name}'. Say in {nameof(Values)} whose that is, so that the matrix tries it with another's.");
        var t = Of(type);
        return [t.IsEnum ? "0" : t == typeof(bool) ? "true" : t == typeof(DateOnly) ? TimeProvider.System.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : t == typeof(string) ? "proef" : t == typeof(DateTimeOffset) ? "2026-11-01T00:00:00Z" : "1"];
    }

    /// <summary>What a program sends.</summary>
    public static StringContent Body(string pattern, Place place) => pattern == "/connect/token" ? new("grant_type=client_credentials", Encoding.UTF8, "application/x-www-form-urlencoded")
        : pattern.StartsWith("/uwlr", StringComparison.Ordinal) ? new("<x/>", Encoding.UTF8, "text/xml") : new($$"""{"school":"{{place.SchoolKey}}"}""", Encoding.UTF8, "application/json");
}
