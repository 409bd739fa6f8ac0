using System.Text;

namespace Dashboard.Mapping.Goals.Releases;

/// <summary>What two releases are compared by.</summary>
/// <param name="GoalId">0 for a goal that is not stored yet.</param>
/// <param name="Words">Title and description, normalised.</param>
/// <param name="Level">Its levels or groepen, in one order.</param>
/// <param name="Hash">Hexadecimal: equal for the very same version.</param>
public sealed record GoalVersion(int GoalId, string Uri, string Title, string Words, string Level, string Hash)
{
    public static GoalVersion Of(GoalContent goal) => Of(0, goal.Uri, goal.Title, goal.Description, goal.Levels, goal.Groepen, goal.Hash());

    public static GoalVersion Of(int id, string uri, string title, string? description, IEnumerable<Guid> levels, IEnumerable<short> groepen, byte[] hash) =>
        new(id, uri, title, Normalise(title + "\n" + description), string.Join(',', levels.Order()) is { Length: > 0 } keys ? keys : string.Join(',', groepen.Order()), Convert.ToHexString(hash));

    /// <summary>Lower case, letters and digits only, single spaces: SLO often changes no more than labels, spaces and full stops.</summary>
    public static string Normalise(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(letter)) words.Append(char.ToLowerInvariant(letter));
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        return words.ToString().TrimEnd();
    }
}
