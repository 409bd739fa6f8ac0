using Dashboard.Publishers.Pulling;
using Dashboard.Publishers.Styles;

namespace Dashboard.Publishers.Cito;

/// <summary>Standardised tests, fetched each night (CI-12, CI-13).</summary>
public sealed class CitoAdapter(IHttpClientFactory http, TimeProvider clock) : IPullAdapter
{
    public string Tool => CitoStyle.Style.Key;

    public string Format => "cito-1";

    public async Task<PulledPage> Fetch(PullPoint from, ReadingTool tool, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(from);
        if (from.School.Brin is not { } brin) throw new PullFailedException("De school heeft geen BRIN-nummer; zonder kan de bron niet zien welke school dit is.");
        using var client = http.CreateClient(CitoClient.Name);
        if (await new CitoClient(client, clock).Results(from.Address, from.Credential, brin, from.Cursor, from.Etag, stop) is not var (page, etag)) return PulledPage.Unchanged(from);
        var (results, problems) = CitoReader.Read(page.Resultaten ?? [], from.Feed.LevelFilter, tool);
        return new PulledPage(results.ToLookup(r => r.Year, r => r.Result), problems, page.Volgende ?? from.Cursor, etag, page.Meer && page.Volgende is not null && page.Volgende != from.Cursor);
    }
}
