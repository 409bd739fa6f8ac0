using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Deliveries;

/// <summary>
/// Small parts of one school and tool go together in one message: a message costs about as much as the work of ten results, so single
/// results live on this. Ledger order is kept.
/// </summary>
internal static class Bundles
{
    /// <summary>Sealed bytes in one message, unless one part is larger: some 200 results.</summary>
    private const int MostBytes = 12_000;

    /// <param name="parts">Results, leased.</param>
    public static IEnumerable<(List<Work> Parts, ResultsReceived Message)> Of(IEnumerable<Work> parts)
    {
        foreach (var together in parts.GroupBy(w => (w.SchoolId, w.ToolId, w.SchoolYear)))
        {
            var (bundle, bytes) = (new List<Work>(), 0);
            foreach (var part in together.OrderBy(w => w.WorkId))
            {
                if (bundle.Count > 0 && bytes + part.Payload.Length > MostBytes)
                {
                    yield return (bundle, Message(bundle));
                    (bundle, bytes) = ([], 0);
                }
                bundle.Add(part);
                bytes += part.Payload.Length;
            }
            yield return (bundle, Message(bundle));
        }
    }

    private static ResultsReceived Message(List<Work> bundle) => new()
    {
        School = bundle[0].SchoolId, Tool = bundle[0].ToolId, SchoolYear = bundle[0].SchoolYear,
        Parts = [.. bundle.Select(w => new SealedPart { Delivery = w.DeliveryId ?? 0, Part = w.WorkId, Replayed = w.Kind == WorkKind.Replayed, Payload = w.Payload })],
    };
}
