using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.Schools.Rights;

/// <summary>Takes one pupil out of everything that the ledger keeps of a school: what waits, what is done, what is parked.</summary>
internal sealed class LedgerErasure(PartPayload payloads)
{
    private const int AtATime = 200;

    /// <param name="session">The transaction of the erasure.</param>
    /// <param name="school">Our school.</param>
    /// <param name="pupil">The pupil's key.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>How many pieces of work were rewritten.</returns>
    public async Task<int> Run(Session session, int school, Guid pupil, CancellationToken stop)
    {
        var (after, rewritten) = (0L, 0);
        while (true)
        {
            var page = await session.LockWork(school, after, AtATime, stop);
            if (page.Count == 0) return rewritten;
            after = page[^1].Id;
            var changed = page.Select(w => (w.Id, Payload: Without(school, w.Kind, w.Payload, pupil))).Where(w => w.Payload is not null).Select(w => (w.Id, w.Payload!)).ToList();
            await session.RewriteWork(school, changed, stop);
            rewritten += changed.Count;
        }
    }

    /// <returns>Null when the pupil is not in it.</returns>
    private byte[]? Without(int school, WorkKind kind, byte[] payload, Guid pupil)
    {
        switch (kind)
        {
            case WorkKind.Results or WorkKind.Replayed or WorkKind.Waiting:
                var results = payloads.Open(school, payload, ContractsJson.Default.ListResult);
                return results.RemoveAll(r => r.Pupil == pupil) == 0 ? null : payloads.Seal(school, results, ContractsJson.Default.ListResult);
            case WorkKind.Refold:
                var refold = payloads.Open(school, payload, ContractsJson.Default.RefoldRequested);
                // An empty list means everybody; a key that nobody has means nobody.
                if (!refold.Pupils.Remove(pupil)) return null;
                if (refold.Pupils.Count == 0) refold.Pupils.Add(Guid.Empty);
                return payloads.Seal(school, refold, ContractsJson.Default.RefoldRequested);
            case WorkKind.FollowUp:
                var followUp = payloads.Open(school, payload, ContractsJson.Default.FollowUpChanged);
                return followUp.Pupils.Remove(pupil) ? payloads.Seal(school, followUp, ContractsJson.Default.FollowUpChanged) : null;
            case WorkKind.MatchMoved:
                var move = payloads.Open(school, payload, ContractsJson.Default.MatchMoved);
                if (move.From != pupil && move.To != pupil) return null;
                (move.From, move.To, move.Match) = (move.From == pupil ? Guid.Empty : move.From, move.To == pupil ? Guid.Empty : move.To, "");
                return payloads.Seal(school, move, ContractsJson.Default.MatchMoved);
            case WorkKind.Pull:
                return null; // names no pupil
            default:
                throw new InvalidOperationException($"Erasure does not know what stands in work of kind {kind}.");
        }
    }
}
