using System.Security.Cryptography;
using System.Text;
using Dashboard.Schools.Keys;
using Dashboard.Store;

namespace Dashboard.SystemTests.Keys;

/// <summary>The encryption secret is changed by a command, while nodes with the old one behind the new still read.</summary>
public sealed class KeyRotationTests(RealParts parts)
{
    private static readonly byte[] Root = Encoding.UTF8.GetBytes(TestDatabase.Secret), First = Encoding.UTF8.GetBytes("the first encryption secret"), Second = Encoding.UTF8.GetBytes("the second encryption secret");

    [Fact]
    public async Task Everything_sealed_goes_under_the_new_secret_and_the_old_one_can_go()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        KeyRing before = new(Root, [First]), both = new(Root, [Second, First]), after = new(Root, [Second]);
        string Sealed(string text) => "'\\x" + Convert.ToHexString(before.Encrypt(1, Encoding.UTF8.GetBytes(text))) + "'";
        await database.Execute($"""
            insert into school (school_id, key, name) overriding system value values (1, 'een', 'Een');
            insert into publisher (publisher_id, key, name) overriding system value values (1, 'p', 'P');
            insert into tool (tool_id, publisher_id, key, name, profile) overriding system value values (1, 1, 't', 'T', '{"{}"}');
            insert into pupil (school_id, pupil_id, key) overriding system value values (1, 1, gen_random_uuid());
            insert into pupil_alias (school_id, kind, hash, pupil_id, value, valid_from) values (1, 0, '\x01', 1, {Sealed("eck")}, now());
            insert into waiting_result (school_id, delivery_id, tool_id, school_year, alias_hash, payload, reference, received_at) values (1, 1, 1, 2026, '\x01', {Sealed("waits")}, {Sealed("reference")}, now());
            insert into work (school_id, kind, school_year, created_at, payload) values (1, 0, 2026, now(), {Sealed("work")});
            insert into pull (school_id, tool_id, address, credential, next_at) values (1, 1, 'https://x.example', {Sealed("credential")}, now());
            insert into data_protection_key values ('k', '{Convert.ToBase64String(before.Encrypt(0, "shared"u8))}');
            insert into launch_signing_key values ('k', '{Convert.ToBase64String(before.Encrypt(0, "signs"u8))}', now())
            """);
        await using var store = new Database(database.Owner, both);

        var report = await new KeyRotation(store, both).Run(TestContext.Current.CancellationToken);

        Assert.Equal((1, 1, 1, 1, 1, 1), (report["pupil_alias.value"], report["waiting_result.payload"], report["waiting_result.reference"], report["work.payload"], report["pull.credential"], report["data_protection_key.xml"]));
        Assert.Equal("signs", Encoding.UTF8.GetString(after.Decrypt(0, Convert.FromBase64String((await database.Query("select sealed from launch_signing_key"))[0][0]))));
        foreach (var (column, text) in new[] { ("select encode(value, 'hex') from pupil_alias", "eck"), ("select encode(payload, 'hex') from waiting_result", "waits"), ("select encode(payload, 'hex') from work", "work"), ("select encode(credential, 'hex') from pull", "credential") })
        {
            var bytes = Convert.FromHexString((await database.Query(column))[0][0]);
            Assert.Equal(text, Encoding.UTF8.GetString(after.Decrypt(1, bytes)));
            Assert.ThrowsAny<CryptographicException>(() => before.Decrypt(1, bytes));
        }
        Assert.Equal(before.Hash("x"), after.Hash("x")); // names are found as before
    }

    /// <summary>A new column of bytes is either in the list of what is sealed, or here with the reason why not.</summary>
    [Fact]
    public async Task Every_column_of_bytes_is_sealed_anew_or_is_a_hash()
    {
        string[] hashes = ["pupil_alias.hash", "feed_key.key_hash", "publisher_client.secret_hash", "publisher_client.previous_secret_hash", "waiting_result.alias_hash", "waiting_result.other_hash", "waiting_result.more_hashes", "goal.content_hash",
            "goal_set_release.fingerprint", "used_assertion.jti_hash", "audit.digest", "audit_seal.hash", "tombstone.hash", "activation.code_hash", "external_login.subject_hash"];
        var bytes = (await SystemTests.Store.Catalogue.Columns(await parts.Schema)).Where(c => c.Type == "bytea").Select(c => $"{c.Table}.{c.Name}").ToList();

        Assert.Empty(bytes.Except(hashes).Except(KeyRotationSql.Sealed.Select(s => $"{s.Table}.{s.Column}")));
    }
}
