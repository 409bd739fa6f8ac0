using Dashboard.Publishers.Pulling;
using Dashboard.Schools.Feeds;

namespace Dashboard.Web.Desk;

/// <summary>A publisher's answer to a school that asked for a feed (CI-05): by the page and by the API the same.</summary>
public sealed class FeedAnswers(FeedRequests requests, FeedAgreements agreements, IEnumerable<IPullAdapter> adapters)
{
    private const int AtNight = 190; // 03:10

    public Task<IReadOnlyList<OpenRequest>> Open(int publisher, CancellationToken stop) => requests.Open(publisher, stop);

    /// <summary>Whether we fetch this tool's results, instead of getting them sent.</summary>
    public bool IsFetched(Tool tool) => adapters.Any(a => a.Tool == tool.Key);

    /// <summary>Makes the feed active; there may be no data yet.</summary>
    /// <param name="publisher">Who answers.</param>
    /// <param name="school">Key of the school that asked.</param>
    /// <param name="tool">Key of the tool.</param>
    /// <param name="address">Where to fetch, of a tool that is fetched: https, or http on this machine for the sample school.</param>
    /// <param name="credential">What we sign in with there.</param>
    /// <param name="actor">For the audit line.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>"request": no such school asked; "source": address or credential will not do; null: active.</returns>
    public async Task<string?> Accept(int publisher, string? school, string? tool, string? address, string? credential, string actor, CancellationToken stop)
    {
        if ((await Open(publisher, stop)).FirstOrDefault(r => r.School.Key == school && r.Tool.Key == tool) is not { } one) return "request";
        var fetched = IsFetched(one.Tool);
        if (fetched && (string.IsNullOrWhiteSpace(credential) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !(one.School.IsSample && uri.IsLoopback)))) return "source";
        await agreements.Activate(one.School.SchoolId, one.Tool.ToolId, actor, fetched ? new PullSource(address!, credential, null, AtNight) : null, stop);
        return null;
    }
}
