using System.Net;

namespace Dashboard.Publishers.DeepLinks;

/// <summary>
/// A link into a tool is kept only when it goes to a host that is registered for the tool, by https (http on loopback for the
/// sample school), and holds no identifier of a pupil (design rule 8). Anything else is withheld; the result stays.
/// </summary>
/// <param name="hosts">"host" or "host:port".</param>
/// <param name="sampleSchool">The message is for the sample school.</param>
public sealed class DeepLinkRule(IReadOnlyCollection<string> hosts, bool sampleSchool)
{
    /// <param name="link">As the publisher sent it.</param>
    /// <param name="pupil">The identifiers that the message gives of this pupil.</param>
    /// <param name="everyone">Those of every pupil in the message; null when there is no other.</param>
    /// <returns>Null when the link may be kept, else why not.</returns>
    public LinkProblem? Check(string link, IEnumerable<string> pupil, PupilMarks? everyone = null)
    {
        if (Address(link) is { } problem) return problem;
        var readings = Readings(link);
        return readings.Any(text => everyone?.In(text) == true || pupil.Any(id => PupilMarks.Word(text, id))) ? LinkProblem.NamesPupil : null;
    }

    /// <summary>The part of the rule that is about where the link goes.</summary>
    public LinkProblem? Address(string link)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0) return LinkProblem.NotAnAddress;
        var loopback = sampleSchool && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && loopback)) return LinkProblem.NotSecure;
        return hosts.Any(host => Goes(uri, host, loopback)) ? null : LinkProblem.UnknownHost;
    }

    /// <summary>A host without a port means the usual port; on the sample school's loopback any port.</summary>
    private static bool Goes(Uri uri, string host, bool loopback) =>
        string.Equals($"{uri.Host}:{uri.Port}", host, StringComparison.OrdinalIgnoreCase)
        || (string.Equals(uri.Host, host, StringComparison.OrdinalIgnoreCase) && (uri.IsDefaultPort || loopback));

    /// <summary>The link as written, and with its escapes undone, twice: escaping must not hide an identifier.</summary>
    private static string[] Readings(string link)
    {
        if (!link.Contains('%', StringComparison.Ordinal) && !link.Contains('+', StringComparison.Ordinal)) return [link];
        var once = WebUtility.UrlDecode(link);
        return [link, once, WebUtility.UrlDecode(once)];
    }
}

/// <summary>Why a link is withheld.</summary>
public enum LinkProblem { NotAnAddress, NotSecure, UnknownHost, NamesPupil }
