using Dashboard.Schools.Audits;
using Dashboard.Store;
using Npgsql;

namespace Dashboard.SystemTests.Audits;

/// <summary>The audit trail as evidence: sealed in batches; whoever changes, adds or takes away a line is found.</summary>
public sealed class AuditChainTests(RealParts parts)
{
    [Theory]
    [InlineData("update audit set actor = 'somebody else' where audit_id = (select min(audit_id) from audit where school_id = 1)", "batch 1")]
    [InlineData("update audit set action = 'view' where audit_id = (select max(audit_id) from audit where seal = 2)", "batch 2")]
    [InlineData("update audit set at = at + interval '1 second' where audit_id = (select min(audit_id) from audit where school_id = 1)", "batch 1")]
    [InlineData("""update audit set detail = '{"pupils":[]}' where seal = 2""", "batch 2")]
    [InlineData("update audit set subject = 'x' where seal = 1", "batch 1")]
    [InlineData("delete from audit where audit_id = (select min(audit_id) from audit where school_id = 1)", "batch 1 has 2 lines, 3 were sealed")]
    [InlineData("insert into audit (school_id, at, actor, action, seal) values (1, now(), 'x', 'y', 1)", "batch 1 has 4 lines, 3 were sealed")]
    [InlineData("delete from audit where seal = 1; delete from audit_seal where seal = 1 and school_id = 1", "batch 1 is missing")]
    [InlineData("update audit set seal = null where seal = 2", "batch 2 has 0 lines, 2 were sealed")]
    [InlineData("update audit_seal set hash = '\\x00' where seal = 1 and school_id = 1", "batch 1")]
    public async Task Whoever_tampers_with_the_trail_breaks_the_chain(string tampering, string found)
    {
        await using var room = await Room.Open(parts);
        await room.Write(3);
        await room.SealAll();
        await room.Write(2);
        await room.SealAll();
        Assert.Equal((true, 2, 5, 0), await room.Check());

        await room.Database.Execute(tampering);

        var check = await room.Chain();
        Assert.False(check.IsGood);
        Assert.StartsWith(found, check.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_secret_does_not_make_the_same_chain()
    {
        await using var room = await Room.Open(parts);
        await room.Write(1);
        await room.SealAll();
        var forged = new AuditSeals(room.Store, new KeyRing([1, 2, 3]), TimeProvider.System);

        await foreach (var check in forged.Verify("een", CancellationToken.None)) Assert.False(check.IsGood);
    }

    [Fact]
    public async Task A_line_of_a_transaction_that_still_runs_comes_in_the_next_batch_and_nothing_is_lost()
    {
        await using var room = await Room.Open(parts);
        await using (var slow = await room.Store.Begin(DatabaseRole.Web, Scope.School(1)))
        {
            await slow.WriteAudit(1, TimeProvider.System.GetUtcNow(), "slow", "view", null, null, CancellationToken.None);
            await room.Write(2);
            await room.Seals.SealAll(CancellationToken.None); // sees that an older transaction still runs
            Assert.True((await room.Check()).Good);
            await slow.Commit();
        }
        await room.SealAll();
        var (good, _, lines, open) = await room.Check();
        Assert.Equal((true, 3, 0), (good, lines, open));
    }

    [Fact]
    public async Task What_a_line_was_about_can_go_and_the_chain_still_holds()
    {
        await using var room = await Room.Open(parts);
        await room.Write(3);
        await room.SealAll();
        await using (var session = await room.Store.Begin(DatabaseRole.Web, Scope.School(1)))
        {
            Assert.Equal(3, await session.MakeNameless(1, "pupil-key", [], CancellationToken.None));
            await session.Commit();
        }
        Assert.Equal((true, 1, 3, 0), await room.Check());
        Assert.Equal("0", (await room.Database.Query("select count(*) from audit where audit::text like '%pupil-key%'"))[0][0]);
    }

    [Fact]
    public async Task Old_batches_are_destroyed_as_a_whole_and_the_chain_goes_on()
    {
        await using var room = await Room.Open(parts);
        await room.Write(2, "2022-01-10 10:00Z");
        await room.SealAll();
        await room.Write(2);
        await room.SealAll();
        await using (var session = await room.Store.Begin(DatabaseRole.Web, Scope.School(1)))
        {
            Assert.Equal(2, await session.PruneAudit(1, TimeProvider.System.GetUtcNow().AddYears(-2), CancellationToken.None));
            await session.Commit();
        }
        Assert.Equal((true, 2, 2, 0), await room.Check());
    }

    [Fact]
    public async Task No_login_changes_takes_away_or_unseals_a_line_and_none_does_it_for_another_school()
    {
        await using var room = await Room.Open(parts);
        await room.Write(1);
        foreach (var role in Enum.GetValues<DatabaseRole>())
            foreach (var sql in new[] { "update audit set actor = 'x'", "delete from audit", "update audit_seal set lines = 0", "delete from audit_seal" })
                Assert.Equal("42501", await room.Refused(role, sql));
        foreach (var role in Enum.GetValues<DatabaseRole>().Where(r => r != DatabaseRole.Web))
            Assert.Equal("42501", await room.Refused(role, "select make_audit_nameless(1, 'x', '{}')"));
        Assert.Equal("42501", await room.Refused(DatabaseRole.Web, "select make_audit_nameless(2, 'x', '{}')"));
        Assert.Equal("42501", await room.Refused(DatabaseRole.Web, "select prune_audit_lines(1, now())"));
    }

    private sealed class Room : IAsyncDisposable
    {
        private Room(TestDatabase database) => (Database, Store, Seals) = (database, database.Open(), null!);

        public TestDatabase Database { get; }
        public Database Store { get; }
        public AuditSeals Seals { get; private set; }

        public static async Task<Room> Open(RealParts parts)
        {
            var room = new Room(await parts.NewDatabase());
            await room.Database.Migrate();
            room.Seals = new AuditSeals(room.Store, room.Database.Keys, TimeProvider.System);
            await room.Database.Execute("insert into school (school_id, key, name) overriding system value values (1, 'een', 'Een'), (2, 'twee', 'Twee')");
            return room;
        }

        public async Task Write(int lines, string? at = null)
        {
            await using var session = await Store.Begin(DatabaseRole.Web, Scope.School(1));
            for (var i = 0; i < lines; i++)
                await session.WriteAudit(1, at is null ? TimeProvider.System.GetUtcNow() : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), "staff-key", "view-pupil", "pupil-key", """{"pupils":["pupil-key"]}""", CancellationToken.None);
            await session.Commit();
        }

        /// <summary>Other tests' transactions in the same cluster may run for a moment: then a line waits.</summary>
        public Task SealAll() => Probe.Until("every line is sealed", async () =>
        {
            await Seals.SealAll(CancellationToken.None);
            return (await Check()).Open == 0;
        });

        public async Task<ChainCheck> Chain()
        {
            await foreach (var check in Seals.Verify("een", CancellationToken.None)) return check;
            throw new InvalidOperationException("no such school");
        }

        public async Task<(bool Good, int Seals, int Lines, int Open)> Check() => await Chain() is var c ? (c.IsGood, c.Seals, c.Lines, c.Open) : default;

        public async Task<string?> Refused(DatabaseRole role, string sql)
        {
            await using var session = await Store.Begin(role, Scope.School(1));
            try
            {
                await using var command = session.Command(sql);
                await command.ExecuteNonQueryAsync();
                return null;
            }
            catch (PostgresException e)
            {
                return e.SqlState;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
