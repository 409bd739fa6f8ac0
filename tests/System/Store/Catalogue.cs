namespace Dashboard.SystemTests.Store;

/// <summary>What the real database says of itself (pg_catalog). Partitions are left out: they follow their parent.</summary>
internal static class Catalogue
{
    /// <summary>Written by the migrator only; no role has any right on it.</summary>
    public const string MigrationTable = "migration";

    /// <summary>
    /// Tables that carry a school_id yet are no school's data: read before a school is known, or directories in which school_id
    /// says whose entry it is. Everything else with a school_id stands under row-level security. A new name here needs a reason.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Directories = new Dictionary<string, string>
    {
        ["school"] = "the list of schools itself: key and name",
        ["login"] = "finds the school of someone who signs in; no more than a user name",
        ["activation"] = "finds the school of a new member of staff by the hash of a code that is good once",
        ["external_login"] = "finds the school of someone who signs in at an identity provider, by a keyed hash; the name is sealed under the school's key",
        ["feed_key"] = "finds the school of an incoming message by the hash of its key",
        ["goal_set"] = "goals are public; school_id marks a school's own set",
        ["goal_link"] = "links are about goals, not about pupils; school_id marks a school's own link",
        ["link_change"] = "the history of links: about goals, not about pupils; names no person but by key",
    };

    private const string RealTables = "c.relkind in ('r', 'p') and not c.relispartition and n.nspname = 'public'";

    public static async Task<List<string>> Tables(TestDatabase database) =>
        [.. (await database.Query($"select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where {RealTables} order by 1")).Select(r => r[0])];

    public static async Task<List<string>> Partitions(TestDatabase database) =>
        [.. (await database.Query("select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relispartition and c.relkind = 'r' and n.nspname = 'public' order by 1")).Select(r => r[0])];

    public static async Task<List<string>> SchoolBound(TestDatabase database) =>
        [.. (await Columns(database)).Where(c => c.Name == "school_id" && !Directories.ContainsKey(c.Table)).Select(c => c.Table)];

    public static async Task<List<Column>> Columns(TestDatabase database) =>
        [.. (await database.Query($"""
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, (a.attidentity <> '')::text
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where {RealTables} and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum
            """)).Select(r => new Column(r[0], r[1], r[2], r[3] == "true", r[4] == "true"))];

    /// <summary>Every primary key and unique index: table, columns in order, primary or not.</summary>
    public static async Task<List<(string Table, string Columns, bool Primary)>> Keys(TestDatabase database) =>
        [.. (await database.Query($"""
            select c.relname, string_agg(a.attname, ',' order by k.position), i.indisprimary::text
            from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
            cross join lateral unnest(i.indkey) with ordinality as k(number, position)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
            where {RealTables} and i.indisunique group by c.relname, i.indexrelid, i.indisprimary order by 1, 2
            """)).Select(r => (r[0], r[1], r[2] == "true"))];
}

internal sealed record Column(string Table, string Name, string Type, bool NotNull, bool Identity);
