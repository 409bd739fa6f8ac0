using Dashboard.Publishers.Cito;
using Dashboard.Publishers.Muiswerk;
using Dashboard.Publishers.Numo;
using Dashboard.Publishers.Rekentuin;

namespace Dashboard.Publishers.Styles;

/// <summary>Every publisher style there is.</summary>
public static class PublisherStyles
{
    public static IReadOnlyList<PublisherStyle> All { get; } = [MuiswerkStyle.Style, RekentuinStyle.Style, NumoStyle.Style, CitoStyle.Style];

    /// <returns>The style of a tool, or null: then the standard is read as it stands.</returns>
    public static PublisherStyle? Of(string tool) => All.FirstOrDefault(s => s.Key == tool);
}
