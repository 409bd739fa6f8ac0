using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Dashboard.Contracts;
using Dashboard.Publishers.Extension;

namespace Dashboard.Publishers.Uwlr;

/// <summary>
/// The anderresultaat element. Ours (urn:dashboard:uitbreiding:1) may wrap a score or an osoresultaat and carries the
/// extension block. Lists are repeated elements or a wrapper with children; fields are elements or attributes.
/// </summary>
internal static class OwnResult
{
    public const string ScoreType = "ander";

    /// <returns>True when the xsi:type is ours, or when it has none but elements of our namespace.</returns>
    public static bool IsOurs(XElement ander)
    {
        if (ander.Attribute(UwlrNames.SchemaInstance + "type") is null) return ander.Elements().Any(e => e.Name.Namespace == UwlrNames.Uitbreiding);
        return Type(ander)?.Namespace == UwlrNames.Uitbreiding;
    }

    /// <returns>The xsi:type; null when there is none, or when it is no name.</returns>
    public static XName? Type(XElement ander)
    {
        var type = ander.Attribute(UwlrNames.SchemaInstance + "type")?.Value.Trim();
        if (string.IsNullOrEmpty(type)) return null;
        var colon = type.IndexOf(':', StringComparison.Ordinal);
        try
        {
            var ns = colon < 0 ? ander.GetDefaultNamespace() : ander.GetNamespaceOfPrefix(type[..colon]);
            return ns is null ? null : ns + type[(colon + 1)..];
        }
        catch (Exception problem) when (problem is XmlException or ArgumentException)
        {
            return null;
        }
    }

    public static DashboardBlock Read(XElement ander, Action<string, string> invalid) => new()
    {
        OriginKind = ander.Text("originKind"),
        Modus = ander.Text("modus"),
        Items = Number(ander, "items", invalid),
        Correct = Number(ander, "correct", invalid),
        Minutes = Number(ander, "minutes", invalid),
        ExplanationMinutes = Number(ander, "explanationMinutes", invalid),
        Effort = ander.Text("effort"),
        Context = Items(ander, "context", "key").Select(i => new ContextItem
        {
            Key = Field(i, "key") ?? "", Label = Field(i, "label"), Value = Field(i, "value"), Unit = Field(i, "unit"), Explanation = Field(i, "explanation"),
        }).ToList() is { Count: > 0 } context ? context : null,
        Goals = Items(ander, "goals", "code").Select(g => new DashboardGoal { Code = Field(g, "code"), Vocabulary = Field(g, "vocabulary") }).ToList() is { Count: > 0 } goals ? goals : null,
        Trigger = ander.Child("trigger") is { } trigger ? Trigger(trigger, invalid) : null,
    };

    private static DashboardTrigger Trigger(XElement trigger, Action<string, string> invalid) => new()
    {
        Kind = Field(trigger, "kind"),
        ReasonText = Field(trigger, "reasonText"),
        ReasonCode = Field(trigger, "reasonCode"),
        Items = Number(trigger, "items", invalid),
        From = Field(trigger, "from"),
        To = Field(trigger, "to"),
        Adaptive = Flag(trigger, "adaptive", invalid),
        TargetLevelUsed = Flag(trigger, "targetLevelUsed", invalid),
    };

    /// <summary>An element with the key field is an item itself, else its children are.</summary>
    private static IEnumerable<XElement> Items(XElement parent, string name, string key) =>
        parent.Children(name).SelectMany(e => Field(e, key) is not null ? [e] : e.Elements());

    private static string? Field(XElement element, string name) => element.Text(name) ?? element.Attr(name);

    private static double? Number(XElement element, string name, Action<string, string> invalid)
    {
        if (Field(element, name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        invalid(name, "Dit is geen getal.");
        return null;
    }

    private static bool? Flag(XElement element, string name, Action<string, string> invalid)
    {
        if (Field(element, name) is not { } text) return null;
        try
        {
            return XmlConvert.ToBoolean(text.ToLowerInvariant());
        }
        catch (FormatException)
        {
            invalid(name, "Dit is true of false.");
            return null;
        }
    }
}
