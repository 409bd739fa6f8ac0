using System.Diagnostics;
using System.Globalization;
using Dashboard.Contracts;
using Dashboard.Host.Embedded;
using Dashboard.Mapping.MethodGoals;
using Dashboard.Store;
using Dashboard.SystemTests.Rig;
using Dashboard.Web.Goals;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.Benchmarks;

/// <summary>
/// From the codes of 500 results to their method goals, and on along the links to goals, with 20,000 goals, 50,000 method goals and 150,000
/// links, all of one school. As mapping and the pages do it: both ask the database whether anything was changed. Mapping asks at most once
/// in two seconds; a page each time.
/// </summary>
public static class Lookup
{
    private const int Goals = 20_000, MethodGoals = 50_000, LinksEach = 3, Tools = 20, Batch = 500, School = 1, Times = 200;

    public static async Task Run(Options options)
    {
        using var folder = new TempFolder("lookup");
        var secret = "a secret of the benchmarks"u8.ToArray();
        await using var postgres = await EmbeddedPostgres.Ensure(folder.Location, secret, NullLogger.Instance);
        var keys = new KeyRing(secret);
        await new Migrator(postgres.ConnectionString, keys, TimeProvider.System).Run();
        await Seed(postgres.ConnectionString);
        await using var store = new Database(postgres.ConnectionString, keys);
        var index = new MethodGoalIndex(store, TimeProvider.System);
        var tools = Enumerable.Range(1, Tools).ToDictionary(t => t, t => "tool-" + t);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var random = new Random(7);
        var batches = Enumerable.Range(0, Times).Select(_ => Enumerable.Range(0, Batch).Select(_ => random.Next(MethodGoals))
            .Select(m => (Tool: 1 + m % Tools, Result: new Result { ResultId = "r", CodeCandidates = [$"toets-{m}/deel", $"deel", $"toets-{m}"] })).ToList()).ToList();
        Console.WriteLine($"lookup, PostgreSQL on this machine, {Environment.ProcessorCount} cores; {Goals:N0} goals, {MethodGoals:N0} method goals, {MethodGoals * LinksEach:N0} links; ms per batch of {Batch} results, mean of {Times}");
        var all = new Dictionary<string, List<double>>();
        for (var run = 0; run <= options.Runs; run++)
        {
            var session = await store.Begin(DatabaseRole.Web, Scope.School(School));
            await using var _ = session;
            var cold = Stopwatch.StartNew();
            await index.Learn(batches.SelectMany(b => b), default);
            var map = await GoalMap.Read(session.Tables, School, tools, today, default);
            if (run == 0) Console.WriteLine($"  run 0 (cold): everything read in {cold.Elapsed.TotalMilliseconds:N0} ms; {map.Topics.Count():N0} goals are touched");
            var found = 0L;
            var times = new List<(string What, double Ms)>
            {
                ("codes → method goals → goals, and asked whether anything changed", await Each(async batch =>
                {
                    await index.Learn(batch, default);
                    var now = await GoalMap.Read(session.Tables, School, tools, today, default);
                    foreach (var (tool, result) in batch) found += now.Of(index.Find(tool, result).Main).Count;
                })),
                ("the same in memory, without asking", await Each(batch =>
                {
                    foreach (var (tool, result) in batch) found += map.Of(index.Find(tool, result).Main).Count;
                    return Task.CompletedTask;
                })),
                ("floor: one empty question to the database", await Each(async _ =>
                {
                    await using var ask = session.Command("select 1");
                    await ask.ExecuteScalarAsync();
                })),
            };
            if (found != 2L * Times * Batch * LinksEach) throw new InvalidOperationException($"{found} links found, {2L * Times * Batch * LinksEach} expected");
            Console.WriteLine($"  run {run}{(run == 0 ? " (cold)" : "")}: {string.Join("; ", times.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.What} {t.Ms:N3} ms")))}");
            if (run > 0) foreach (var (what, ms) in times) (all.TryGetValue(what, out var list) ? list : all[what] = []).Add(ms);
        }
        foreach (var (what, list) in all) Console.WriteLine($"median: {Figures.Spread(list, "N3")} ms, {what}");

        async Task<double> Each(Func<List<(int Tool, Result Result)>, Task> work)
        {
            var clock = Stopwatch.StartNew();
            foreach (var batch in batches) await work(batch);
            return clock.Elapsed.TotalMilliseconds / batches.Count;
        }
    }

    private static async Task Seed(string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"""
            insert into publisher (key, name) values ('p', 'P');
            insert into tool (publisher_id, key, name, profile) select publisher_id, 'tool-' || n, 'Tool ' || n, '{"{}"}' from publisher, generate_series(1, {Tools}) n order by n;
            insert into goal_set (key, title, status) values ('s', 'Set', 'proef');
            insert into goal_set_release (goal_set_id, version, imported_at) select goal_set_id, '1', now() from goal_set;
            insert into goal (release_id, key, uri, kind, title, subject, position, content_hash, groepen)
              select release_id, gen_random_uuid(), 'urn:goal:' || n, 3, 'De leerling doet zaak ' || n || ' met inzicht', 'Rekenen', n, '', array[(n % 8 + 1)::smallint] from goal_set_release, generate_series(1, {Goals}) n order by n;
            insert into goal_in_release select release_id, goal_id from goal;
            insert into method_goal (tool_id, code, title, domain, described) select 1 + n % {Tools}, 'toets-' || n, 'Methodedoel ' || n, 'getallen', true from generate_series(0, {MethodGoals - 1}) n order by n;
            insert into goal_link (method_goal_id, goal_id, relation, role, status, author, created_at)
              select m, 1 + (m * 7 + k * 1009) % {Goals}, k, 0, 2, 'p', now() from generate_series(1, {MethodGoals}) m, generate_series(0, {LinksEach - 1}) k;
            analyze;
            """, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }
}
