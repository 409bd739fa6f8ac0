using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Results;

/// <summary>What a check of one school's ledger against its results found. All but the first two must be 0.</summary>
/// <param name="Deliveries">Deliveries whose report is final.</param>
/// <param name="Results">Accepted results whose ledger payload is still kept (30 days).</param>
/// <param name="Missing">Of those: not stored, although their part is mapped and their pupil is known.</param>
/// <param name="Older">Stored in an older version than the one accepted.</param>
/// <param name="WrongCounts">Deliveries whose five counts do not add up to their results.</param>
/// <param name="Parked">Parts that failed five times.</param>
public sealed record LedgerCheck(int Deliveries, int Results, int Missing, int Older, int WrongCounts, int Parked)
{
    public bool IsGood => Missing + Older + WrongCounts + Parked == 0;
}

/// <summary>Every accepted result is there, once, in its newest version; the reports say the truth. Reads only, in batches.</summary>
public sealed class LedgerReconcileSql(Database database, PartPayload payloads)
{
    private const int PartsAtATime = 40;

    private sealed record Part(long Id, WorkState State, long Delivery, int Tool, short Year, byte[] Payload);

    /// <param name="school">The school to check.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<LedgerCheck> Check(int school, CancellationToken stop)
    {
        var check = await Reports(school, stop);
        long last = 0;
        while (true)
        {
            await using var session = await database.Begin(DatabaseRole.Mapping, Scope.School(school), stop);
            var parts = await Parts(session, school, last, stop);
            if (parts.Count == 0) return check;
            last = parts[^1].Id;
            var mapped = parts.Where(p => p.State is WorkState.Mapped or WorkState.Signalled or WorkState.Done)
                .SelectMany(p => payloads.Open(school, p.Payload, ContractsJson.Default.ListResult).Select(r => (Part: p, Result: r))).ToList();
            var (missing, older) = await Compare(session, school, mapped, stop);
            check = check with { Results = check.Results + mapped.Count, Missing = check.Missing + missing, Older = check.Older + older };
        }
    }

    private async Task<LedgerCheck> Reports(int school, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Mapping, Scope.School(school), stop);
        await using var command = session.Command("""
            select (count(*) filter (where state in (1, 2)))::int,
              (count(*) filter (where state in (1, 2) and accepted + unchanged + corrected + rejected + unmatched <> total))::int,
              (select count(*)::int from work where school_id = $1 and state = 9)
            from delivery where school_id = $1
            """);
        command.Parameters.AddWithValue(school);
        await using var rows = await command.ExecuteReaderAsync(stop);
        await rows.ReadAsync(stop);
        return new LedgerCheck(rows.GetInt32(0), 0, 0, 0, rows.GetInt32(1), rows.GetInt32(2));
    }

    private static async Task<List<Part>> Parts(Session session, int school, long after, CancellationToken stop)
    {
        await using var command = session.Command("""
            select work_id, state, delivery_id, tool_id, school_year, payload from work
            where school_id = $1 and work_id > $2 and kind = any ($3) and delivery_id is not null order by work_id limit $4
            """);
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(new[] { (short)WorkKind.Results, (short)WorkKind.Replayed });
        command.Parameters.AddWithValue(PartsAtATime);
        var parts = new List<Part>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            parts.Add(new Part(rows.GetInt64(0), (WorkState)rows.GetInt16(1), rows.GetInt64(2), rows.GetInt32(3), rows.GetInt16(4), rows.GetFieldValue<byte[]>(5)));
        return parts;
    }

    private static async Task<(int Missing, int Older)> Compare(Session session, int school, List<(Part Part, Result Result)> accepted, CancellationToken stop)
    {
        var keyed = accepted.ConvertAll(a => (a.Part, a.Result, Key: (school, a.Part.Year, ResultKey.Of(a.Part.Tool, a.Result.ResultId, a.Result.Part, a.Result.ScoreType)),
            Whole: (school, a.Part.Year, ResultKey.Of(a.Part.Tool, a.Result.ResultId, Result.Whole, Result.Whole))));
        if (keyed.Count == 0) return (0, 0);
        var stored = await session.ReadStored([.. keyed.SelectMany(k => new[] { k.Key, k.Whole }).Distinct()], stop);
        var (missing, older) = (new List<Guid>(), 0);
        foreach (var (part, result, key, whole) in keyed)
        {
            var version = ResultVersion.Of(result.Modified, part.Delivery);
            if (stored.TryGetValue(key, out var there)) older += version.IsNewerThan(there.Version) ? 1 : 0;
            else if (!stored.TryGetValue(whole, out var withdrawn) || !withdrawn.Version.IsNewerThan(version)) missing.Add(result.Pupil);
        }
        return (missing.Count - await OfErasedPupils(session, school, missing, stop), older);
    }

    /// <summary>Results of a pupil who was erased in the meantime are not missing.</summary>
    private static async Task<int> OfErasedPupils(Session session, int school, List<Guid> pupils, CancellationToken stop)
    {
        if (pupils.Count == 0) return 0;
        await using var command = session.Command("""
            select count(*)::int from unnest($2::uuid[]) k(key)
            where k.key <> '00000000-0000-0000-0000-000000000000' and not exists (select from pupil p where p.school_id = $1 and p.key = k.key)
            """);
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(pupils.ToArray());
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }
}
