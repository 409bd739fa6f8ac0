using System.Xml.Linq;
using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Styles;

/// <summary>
/// A publisher's way of working with a standard: the profile of its tool, and what its messages mean beyond the standard
/// (DA-16, DA-20, DA-21). A new publisher is one folder with one of these, and its line in <see cref="PublisherStyles"/>.
/// </summary>
/// <param name="Key">Our key of the tool.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Publisher">The publisher's name.</param>
/// <param name="Profile">The profile that a new registration of the tool starts with; the stored one counts afterwards.</param>
public sealed record PublisherStyle(string Key, string Name, string Publisher, ToolProfile Profile)
{
    /// <summary>Edu-V result types of this publisher that the standard does not know, and what they mean.</summary>
    public IReadOnlyDictionary<string, ScoreMeaning> ResultTypes { get; init; } = new Dictionary<string, ScoreMeaning>();

    /// <summary>UWLR anderresultaat types that this publisher agreed on with us, each read into a result (score, words, counts). Ours needs no entry.</summary>
    public IReadOnlyDictionary<XName, Func<XElement, Result>> OwnResults { get; init; } = new Dictionary<XName, Func<XElement, Result>>();

    /// <summary>Called on each canonical result after the standard's own reading.</summary>
    public Action<Result> Refine { get; init; } = static _ => { };
}
