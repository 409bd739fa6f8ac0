namespace Dashboard.SystemTests.Store;

/// <summary>A made-up row for any table, from its columns' types: enough to see whether it can be seen.</summary>
internal static class TwoSchools
{
    public static string Insert(IEnumerable<Column> all, string table, int school, int seed)
    {
        var columns = all.Where(c => c.Table == table).ToList();
        var names = string.Join(", ", columns.Select(c => c.Name));
        var values = string.Join(", ", columns.Select(c => c.Name switch
        {
            "school_id" => $"{school}",
            "school_year" => "2026",
            _ => Value(c.Type, seed),
        }));
        return $"insert into {table} ({names}) overriding system value values ({values})";
    }

    private static string Value(string type, int seed) => type switch
    {
        "integer" or "bigint" or "smallint" or "real" or "double precision" => $"{seed}",
        "xid8" => $"'{seed}'",
        "boolean" => "false",
        "text" => $"'made up {seed}'",
        "uuid" => "gen_random_uuid()",
        "bytea" => $"'\\x{seed:00}'",
        "jsonb" => "'{}'",
        "date" => "current_date",
        "timestamp with time zone" => "now()",
        _ when type.EndsWith("[]", StringComparison.Ordinal) => "'{}'",
        _ => throw new NotSupportedException($"No made-up value for {type} yet: add one here."),
    };
}
