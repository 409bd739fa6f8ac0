using System.Runtime.CompilerServices;
using Dashboard.Contracts;
using Dashboard.Publishers.DeepLinks;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Styles;

/// <summary>What a reader must know of the tool a message comes from.</summary>
/// <param name="Profile">As stored for the tool.</param>
/// <param name="Style">Null for a tool without a style of its own.</param>
/// <param name="Links">Which links the tool may send.</param>
public sealed record ReadingTool(ToolProfile Profile, PublisherStyle? Style, DeepLinkRule Links)
{
    /// <summary>Parsed once for as long as the directory keeps the tool.</summary>
    private static readonly ConditionalWeakTable<Tool, ToolProfile> Profiles = [];

    public static ReadingTool For(Tool tool, School school) =>
        new(Profiles.GetValue(tool, t => ToolProfile.Parse(t.Profile)), PublisherStyles.Of(tool.Key), new DeepLinkRule(tool.Hosts, school.IsSample));

    /// <summary>Fills origin and modus where the message has none, by the profile (DA-11), then lets the style have its say.</summary>
    /// <param name="result">Read by the standard, extension block included.</param>
    /// <param name="codes">Test or assessment codes, the most specific first.</param>
    public void Finish(Result result, params ReadOnlySpan<string> codes)
    {
        if (result.Origin == OriginKind.Unknown && Find(Profile.Origins, codes, out var origin)) result.Origin = origin;
        if (result.Modus is null && Find(Profile.Modi, codes, out var modus)) result.Modus = modus;
        Style?.Refine(result);
    }

    /// <summary>The exact code, else the longest "prefix*", else "*".</summary>
    private static bool Find<T>(Dictionary<string, T> byCode, ReadOnlySpan<string> codes, out T found)
    {
        found = default!;
        foreach (var code in codes)
            if (byCode.TryGetValue(code, out found!)) return true;
        var best = -1;
        foreach (var (pattern, value) in byCode)
        {
            if (!pattern.EndsWith('*') || pattern.Length <= best) continue;
            foreach (var code in codes)
                if (code.StartsWith(pattern[..^1], StringComparison.Ordinal)) (best, found) = (pattern.Length, value);
        }
        return best >= 0;
    }
}
