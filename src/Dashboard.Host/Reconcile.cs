using Dashboard.Mapping.Results;
using Dashboard.Signalling.Fold;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Host;

/// <summary>Holds the ledger against the results, and state and signals against a clean replay, school by school.</summary>
public sealed class Reconcile(Database database, LedgerReconcileSql ledger, FoldReconcile fold)
{
    /// <param name="School">Key of the school.</param>
    /// <param name="Ledger">Ledger against results and reports.</param>
    /// <param name="Fold">State and signals against a replay.</param>
    public sealed record Outcome(string School, LedgerCheck Ledger, FoldCheck Fold)
    {
        public bool IsGood => Ledger.IsGood && Fold.IsGood;

        public override string ToString() =>
            $"{School}: {Ledger.Deliveries} deliveries, {Ledger.Results} results in the ledger; missing {Ledger.Missing}, older {Ledger.Older}, wrong counts {Ledger.WrongCounts}, parked {Ledger.Parked}; "
            + $"{Fold.Pupils} pupils in tools replayed: states otherwise {Fold.States}, signals otherwise {Fold.Signals}: {(IsGood ? "good" : "NOT GOOD")}";
    }

    /// <param name="only">Key of one school; null: all.</param>
    /// <param name="stop">Cancels.</param>
    public async IAsyncEnumerable<Outcome> Run(string? only, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        List<(int Id, string Key)> schools;
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.None, stop))
            schools = [.. (await session.Tables.Schools.AsNoTracking().Where(s => only == null || s.Key == only).OrderBy(s => s.SchoolId)
                .Select(s => new { s.SchoolId, s.Key }).ToListAsync(stop)).Select(s => (s.SchoolId, s.Key))];
        foreach (var (id, key) in schools) yield return new Outcome(key, await ledger.Check(id, stop), await fold.Check(id, stop));
    }
}
