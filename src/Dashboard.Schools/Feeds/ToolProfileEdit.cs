using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Schools.Feeds;

/// <summary>The fields of a profile that a publisher edits by hand; what is not among them stays as it was.</summary>
public sealed record ToolProfileEdit(ScoreMeaning Meaning, bool Adaptive, bool FreePractice, bool TestsDurability, string? LabelNl, string? LabelEn, string? ReadNl, string? ReadEn)
{
    public ToolProfile Over(ToolProfile stored) => stored with
    {
        Meaning = Meaning, Adaptive = Adaptive, FreePractice = FreePractice, TestsDurability = TestsDurability,
        ScoreLabel = Texts((LabelNl, "nl"), (LabelEn, "en")), HowToRead = Texts((ReadNl, "nl"), (ReadEn, "en")),
    };

    private static Dictionary<string, string> Texts(params (string? Text, string Language)[] texts) =>
        texts.Where(t => !string.IsNullOrWhiteSpace(t.Text)).ToDictionary(t => t.Language, t => t.Text!.Trim());
}
