using Dashboard.Contracts;

namespace Dashboard.Signalling.Fold;

/// <summary>What one part of a delivery changed, as the fold takes it.</summary>
public sealed record FoldPart(int School, int Tool, short SchoolYear, long Part, IReadOnlyList<MappedResult> Changed)
{
    public static IEnumerable<FoldPart> Of(ResultsMapped message) => message.Parts.Select(p => new FoldPart(message.School, message.Tool, message.SchoolYear, p.Part, p.Changed));
}
