using System.Text;

namespace Dashboard.SystemTests.Store;

/// <summary>The schema as one text that a person can review: tables with columns, keys, indexes, policies and partitioning.</summary>
internal static class SchemaText
{
    public static async Task<string> Of(TestDatabase database)
    {
        var text = new StringBuilder();
        var columns = (await Catalogue.Columns(database)).ToLookup(c => c.Table);
        var lines = (await Details(database)).ToLookup(d => d[0], d => d[1]);
        foreach (var table in await Catalogue.Tables(database))
        {
            text.Append(table).Append('\n');
            foreach (var column in columns[table])
                text.Append("  ").Append(column.Name).Append(' ').Append(column.Type).Append(column.NotNull ? "" : " null").Append(column.Identity ? " identity" : "").Append('\n');
            foreach (var line in lines[table]) text.Append("  - ").Append(line).Append('\n');
            text.Append('\n');
        }
        return text.ToString();
    }

    private static Task<List<string[]>> Details(TestDatabase database) => database.Query("""
        with tables as (
          select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = 'public')
        select t.relname, d.line from tables t cross join lateral (
          select 0 as part, 'partition by ' || pg_get_partkeydef(t.oid) as line where pg_get_partkeydef(t.oid) is not null
          union all select 1, pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = t.oid and k.contype in ('p', 'u', 'f', 'c')
          union all select 2, regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX (\S+) ON (ONLY )?\S+ USING', '\1index \2') from pg_index i
            where i.indrelid = t.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
          union all select 3, 'row level security' || case when t.relforcerowsecurity then ', forced' else '' end where t.relrowsecurity
          union all select 4, 'policy ' || p.polname || ' for ' || case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end
              || coalesce(' using ' || regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\s+', ' ', 'g'), '')
              || coalesce(' with check ' || regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), '\s+', ' ', 'g'), '')
            from pg_policy p where p.polrelid = t.oid
        ) d order by 1, d.part, 2
        """);
}
