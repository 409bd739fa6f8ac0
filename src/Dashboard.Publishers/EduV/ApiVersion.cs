using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Publishers.EduV;

/// <summary>
/// The version that a sender speaks, from its header API-Version; Edu-V has the major version in the address. We support the
/// current minor version and the one before it (t and t-1). A newer minor version adds to what we know, so it is read and reported.
/// </summary>
/// <param name="Answer">For our own header API-Version.</param>
/// <param name="Supported">False: status 0012.</param>
/// <param name="Newer">Of the same major version, but newer than ours.</param>
internal sealed record ApiVersion(string Answer, bool Supported, bool Newer)
{
    public const string Header = "API-Version", Newest = "2.1.0", Previous = "2.0.0";

    /// <param name="request">Its header, when there is one.</param>
    /// <param name="major">Of the address.</param>
    /// <param name="minor">Our newest.</param>
    /// <param name="newest">In full.</param>
    /// <param name="previous">The one before it in full; null when there is none.</param>
    public static ApiVersion Of(HttpRequest request, int major, int minor, string newest, string? previous)
    {
        var asked = request.Headers[Header].ToString();
        if (asked.Length == 0) return new(newest, true, false);
        var parts = asked.Trim().TrimStart('v').Split('.');
        if (parts.Length > 3 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var theirs) || theirs != major) return new(newest, false, false);
        if (parts.Length == 1) return new(newest, true, false);
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var theirMinor)) return new(newest, false, false);
        return new(theirMinor < minor && previous is not null ? previous : newest, true, theirMinor > minor);
    }

    /// <summary>Says so in the report; a version that we do not speak refuses the message.</summary>
    public ApiVersion Note(EduVNotes notes)
    {
        if (!Supported) notes.Refuse(null, EduVStatus.VersionNotSupported, Header, $"Deze versie ondersteunen we niet. Gebruik {Answer}{(Answer == Newest ? $" of {Previous}" : "")}.");
        else if (Newer) notes.Note(null, Header, "newer-version", $"Deze versie is nieuwer dan {Answer}. Het bericht is als {Answer} gelezen.");
        return this;
    }
}
