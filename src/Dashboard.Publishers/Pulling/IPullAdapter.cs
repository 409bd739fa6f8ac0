using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Styles;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Pulling;

/// <summary>
/// A publisher whose results are fetched instead of pushed. One page at a time; what comes of it goes through the same
/// <see cref="Intake"/> as every message, so fetching a page twice changes nothing.
/// </summary>
public interface IPullAdapter
{
    /// <summary>Our key of the tool.</summary>
    string Tool { get; }

    /// <summary>In delivery reports.</summary>
    string Format { get; }

    /// <exception cref="PullFailedException">The source does not answer as agreed.</exception>
    Task<PulledPage> Fetch(PullPoint from, ReadingTool tool, CancellationToken stop);
}

/// <summary>Where a fetch goes on.</summary>
/// <param name="Address">Of the source, without a slash at the end.</param>
/// <param name="Credential">What we sign in with there; null when it wants nothing.</param>
/// <param name="School">Whose results.</param>
/// <param name="Feed">Its filters.</param>
/// <param name="Cursor">What the last page gave; null: from the beginning.</param>
/// <param name="Etag">Of the last answer from this cursor.</param>
public sealed record PullPoint(Uri Address, string? Credential, School School, Feed Feed, string? Cursor, string? Etag);

/// <param name="Results">Per school year (first calendar year), in the source's order.</param>
/// <param name="Problems">Deviations that were read over, and what the filter kept out.</param>
/// <param name="Cursor">For the next page or the next time.</param>
/// <param name="Etag">Of this answer.</param>
/// <param name="More">There is a next page now.</param>
public sealed record PulledPage(ILookup<short, IncomingResult> Results, IReadOnlyList<DeliveryProblem> Problems, string? Cursor, string? Etag, bool More)
{
    /// <summary>304: nothing changed since.</summary>
    public static PulledPage Unchanged(PullPoint from) =>
        new(Array.Empty<IncomingResult>().ToLookup(_ => (short)0), [], from?.Cursor, from?.Etag, More: false);
}

/// <summary>A fetch that did not work out. The message is shown to the school's administrator: no personal data in it.</summary>
/// <param name="message">One sentence.</param>
/// <param name="wait">How long the source asks to stay away; null: it does not say.</param>
/// <param name="inner">What happened.</param>
public sealed class PullFailedException(string message, TimeSpan? wait = null, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan? Wait => wait;
}
