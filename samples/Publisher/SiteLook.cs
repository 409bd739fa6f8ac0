namespace Dashboard.Samples.Publisher;

/// <summary>How a tool's own site looks: plainly not the dashboard.</summary>
/// <param name="Key">Key of the tool.</param>
/// <param name="ReportPath">Before an attempt number, as "/rapport/".</param>
/// <param name="Paper">Background colour.</param>
/// <param name="Ink">Text colour on it.</param>
/// <param name="Bar">Colour of the bar on top; its text is white.</param>
/// <param name="About">One sentence for the start page.</param>
public sealed record SiteLook(string Key, string Name, string ReportPath, string Paper, string Ink, string Bar, string About);
