using System.Globalization;
using Npgsql;

namespace Dashboard.Store;

/// <summary>
/// Brings the database to the newest numbered migration, under an advisory lock so that nodes may start together;
/// then makes the role logins, their grants and the partitions of the school years around now.
/// </summary>
public sealed class Migrator(string owner, KeyRing keys, TimeProvider clock)
{
    private const long Lock = 0x64617368626f6172; // "dashboar"

    public async Task Run(CancellationToken stop = default)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(stop);
        await Execute(connection, $"select pg_advisory_lock({Lock})", stop);
        try
        {
            await Execute(connection, "create table if not exists migration (number int primary key, name text not null, applied_at timestamptz not null)", stop);
            foreach (var (number, name, sql) in Scripts())
            {
                await using var transaction = await connection.BeginTransactionAsync(stop);
                await using var find = new NpgsqlCommand("select 1 from migration where number = $1", connection, transaction) { Parameters = { new() { Value = number } } };
                if (await find.ExecuteScalarAsync(stop) is not null) continue;
                await using var apply = new NpgsqlCommand(sql, connection, transaction);
                await apply.ExecuteNonQueryAsync(stop);
                await using var note = new NpgsqlCommand("insert into migration values ($1, $2, $3)", connection, transaction)
                { Parameters = { new() { Value = number }, new() { Value = name }, new() { Value = clock.GetUtcNow() } } };
                await note.ExecuteNonQueryAsync(stop);
                await transaction.CommitAsync(stop);
            }
            await MakePartitions(connection, stop);
            await MakeLogins(connection, stop);
        }
        finally
        {
            await Execute(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    /// <summary>Last, this and the next two school years: ahead of need.</summary>
    private async Task MakePartitions(NpgsqlConnection connection, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var thisYear = now.Month >= 8 ? now.Year : now.Year - 1;
        for (var year = thisYear - 3; year <= thisYear + 2; year++)
            await Execute(connection, $"create table if not exists result_{year} partition of result for values in ({year})", stop);
        await Execute(connection, "create table if not exists result_other partition of result default", stop);
    }

    private async Task MakeLogins(NpgsqlConnection connection, CancellationToken stop)
    {
        var database = connection.Database;
        foreach (var role in Enum.GetValues<DatabaseRole>())
        {
            var login = Database.LoginName(database, role);
            var password = keys.LoginPassword(login);
            await Execute(connection, $"""
                do $$ begin
                  if not exists (select from pg_roles where rolname = '{login}') then create role "{login}" login nosuperuser nobypassrls; end if;
                end $$;
                alter role "{login}" password '{password}';
                alter role "{login}" set jit = off; -- short look-ups: compiling them costs more than running them
                {(role == DatabaseRole.Web ? "" : LookUps.Replace("ROLE", login, StringComparison.Ordinal))}
                grant usage on schema public to "{login}";
                revoke all on all tables in schema public from "{login}";
                """, stop);
        }
        foreach (var (table, role, rights) in Writers.Read())
            await Execute(connection, $"grant {Writers.Grant(rights)} on \"{table}\" to \"{Database.LoginName(database, role)}\"", stop);
        foreach (var function in OnlyWeb)
            await Execute(connection, $"revoke execute on function {function} from public; grant execute on function {function} to \"{Database.LoginName(database, DatabaseRole.Web)}\"", stop);
    }

    /// <summary>
    /// The workers only ever look up by key, in batches. Their plans are made once and kept, perhaps while a table is still empty;
    /// so they are told what a full table would tell the planner.
    /// </summary>
    private const string LookUps = """
        alter role "ROLE" set plan_cache_mode = force_generic_plan;
        alter role "ROLE" set enable_seqscan = off;
        alter role "ROLE" set enable_hashjoin = off;
        alter role "ROLE" set enable_mergejoin = off;
        """;

    /// <summary>Functions that do what no login may do itself: seal, make nameless and destroy audit lines, erase a pupil, let data expire.</summary>
    private static readonly string[] OnlyWeb = ["seal_audit_lines(int, int)", "make_audit_nameless(int, text, text[])", "prune_audit_lines(int, timestamptz)",
        "erase_pupil(int, int, uuid, timestamptz)", "expire_rows(int, smallint, timestamptz)", "destroy_school(int)", "remove_feed_data(int, int)"];

    private static IEnumerable<(int Number, string Name, string Sql)> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = resource.Split('.')[^2];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
