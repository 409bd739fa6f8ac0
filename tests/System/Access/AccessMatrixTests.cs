using System.Net;
using System.Text;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Access;

/// <summary>
/// The access matrix: every page and endpoint of the running host × every role × own group, other group, other school, with ids
/// swapped between route and form. No answer may hold a text of what the caller may not see, and no row of another may change.
/// contracts/frozen/access.txt says who gets in where; a new address fails until it stands there.
/// </summary>
[Collection(RabbitTests.Name)]
public sealed class AccessMatrixTests(RealParts parts, ITestOutputHelper output)
{
    private const string Header = """
        # Who gets an answer where: caller[own group, other group of the school, other school, own route with the other group's ids, own route with the other school's ids].
        # + answered, - refused (401, 403, 404, or sent to the sign-in page). Who is not named is refused everywhere. What an answer may hold is checked cell by cell.

        """;

    private enum Outcome { Refused, Missing, Answered }

    private int _cells;
    private readonly List<string> _leaks = [];

    [Fact, Trait("Requirement", "DA-19")]
    public async Task Nobody_sees_or_changes_what_is_anothers()
    {
        await using var town = await Neighbours.Open(parts);
        var addresses = await Address.All(town.Services);
        var rows = addresses.ToDictionary(a => a, _ => new List<string>());
        foreach (var caller in town.Callers)
            foreach (var address in addresses)
            {
                if (address.Pattern == "/uitloggen") await caller.SignIn(town.Http, town.Code);
                if (caller.Client is not null && address.Pattern == "/api/v1/client/secret") await town.Reregister(caller.Client);
                var before = address.Method == "GET" ? null : await town.OthersRows(caller);
                var marks = await Try(town, address, caller);
                if (marks.Contains('+', StringComparison.Ordinal)) rows[address].Add(caller.Name + marks);
                if (before is null) continue;
                var after = await town.OthersRows(caller);
                _leaks.AddRange(before.Keys.Where(t => before[t] != after[t]).Select(t => $"{caller}: {address} changed rows of {t}"));
                await town.PutBack();
            }

        Facts.Say(output, $"Access matrix: {addresses.Count} addresses, {town.Callers.Count} callers, {_cells} cells tried, {_leaks.Count} leaks");
        Assert.True(_leaks.Count == 0, string.Join('\n', _leaks.Take(80)));
        Assert.True(_cells > 3000, $"only {_cells} cells were tried");
        Frozen.Check("access.txt", Header + string.Join('\n', rows.OrderBy(r => r.Key.Pattern, StringComparer.Ordinal).ThenBy(r => r.Key.Row, StringComparer.Ordinal).Select(r => $"{r.Key.Row,-68} {string.Join(' ', r.Value)}".TrimEnd())));
    }

    private async Task<string> Try(Neighbours town, Address address, Caller caller)
    {
        Place own = town.At(Whose.Own), beside = town.At(Whose.Beside), elsewhere = town.At(Whose.Elsewhere);
        (Place, Place)[] targets = !address.HasPlace ? [(own, own)] : [(own, own), (beside, beside), (elsewhere, elsewhere), (own, beside), (own, elsewhere)];
        var marks = new StringBuilder("[");
        foreach (var (route, fields) in targets)
        {
            var best = Outcome.Refused;
            foreach (var (request, sent) in address.Requests(town, route, fields, caller))
            {
                var outcome = await Cell(town, caller, request, sent);
                if (outcome > best) best = outcome;
                if (outcome == Outcome.Refused && best == Outcome.Refused) break; // sent away before it was read
            }
            marks.Append(best == Outcome.Answered ? '+' : '-');
        }
        return marks.Append(']').ToString();
    }

    private async Task<Outcome> Cell(Neighbours town, Caller caller, HttpRequestMessage request, string sent)
    {
        _cells++;
        using (request)
        using (var answer = await caller.Send(town.Http, request))
        {
            var what = $"{caller}: {request.Method} {request.RequestUri} {sent}";
            var text = WebUtility.HtmlDecode($"{answer.Headers} {await Read(answer)}");
            if (caller.UserName is not null && answer.StatusCode == HttpStatusCode.OK && ShowsPupils(town, text, sent))
            {
                var newest = await town.LastAudit(caller);
                if (newest == _lastAudit) _leaks.Add($"{what} shows pupils and leaves no line in the audit trail: call CurrentPerson.Saw");
                _lastAudit = newest;
            }
            foreach (var place in town.Places)
                foreach (var (kind, canary) in place.Canaries)
                    if (!caller.May(place.Whose).HasFlag(kind) && !sent.Contains(canary, StringComparison.OrdinalIgnoreCase) && text.Contains(canary, StringComparison.OrdinalIgnoreCase))
                        _leaks.Add($"{what} shows '{canary}' ({kind} of {place.Whose})");
            var isFault = answer.StatusCode == HttpStatusCode.InternalServerError && text.Contains("Fault>", StringComparison.Ordinal); // SOAP 1.1 answers a refusal so
            if ((int)answer.StatusCode >= 500 && !isFault) _leaks.Add($"{what} broke: {(int)answer.StatusCode}");
            return answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || answer.Headers.Location?.OriginalString.Contains("/inloggen", StringComparison.Ordinal) == true ? Outcome.Refused
                : answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed ? Outcome.Missing : Outcome.Answered;
        }
    }

    private long _lastAudit;

    private static bool ShowsPupils(Neighbours town, string text, string sent) => town.Places.SelectMany(p => p.Canaries).Any(c =>
        c.Kind is Kind.Pupils or Kind.Work && !sent.Contains(c.Text, StringComparison.OrdinalIgnoreCase) && text.Contains(c.Text, StringComparison.OrdinalIgnoreCase));

    /// <summary>A stream of events never ends: what it says first is what counts.</summary>
    private static async Task<string> Read(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream") return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var first = new byte[1024];
        return Encoding.UTF8.GetString(first, 0, await stream.ReadAsync(first, TestContext.Current.CancellationToken));
    }
}
