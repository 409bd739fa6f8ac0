using Dashboard.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dashboard.SystemTests.Store;

/// <summary>The tables as EF sees them are the tables as they are: columns, types, nullability, identity, keys.</summary>
public sealed class ModelTests(RealParts parts)
{
    [Fact]
    public async Task The_model_of_EF_is_the_real_schema()
    {
        var database = await parts.Schema;
        var real = await Catalogue.Columns(database);
        var keys = (await Catalogue.Keys(database)).Where(k => k.Primary).ToDictionary(k => k.Table, k => k.Columns);
        using var context = new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseNpgsql(database.Owner).Options);

        Assert.Empty(Differences(context.Model, real, keys));
    }

    [Fact]
    public async Task A_difference_is_found()
    {
        var database = await parts.Schema;
        var real = await Catalogue.Columns(database);
        var keys = (await Catalogue.Keys(database)).Where(k => k.Primary).ToDictionary(k => k.Table, k => k.Columns);
        using var context = new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseNpgsql(database.Owner).Options);
        real[real.FindIndex(c => c is { Table: "pupil", Name: "key" })] = new Column("pupil", "key", "text", true, false);
        real.RemoveAll(c => c is { Table: "signal", Name: "rule" });
        keys["mark"] = "mark_id";

        var found = Differences(context.Model, real, keys);

        Assert.Equal(3, found.Count);
    }

    private static List<string> Differences(IModel model, List<Column> real, Dictionary<string, string> keys)
    {
        var seen = new List<Column>();
        var found = new List<string>();
        foreach (var entity in model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            foreach (var property in entity.GetProperties())
            {
                var identity = property.ValueGenerated == ValueGenerated.OnAdd && IsNumber(property) && !property.IsForeignKey();
                seen.Add(new Column(table, property.GetColumnName(), property.GetColumnType(), !property.IsNullable, identity));
            }
            var key = string.Join(',', entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()));
            if (keys.GetValueOrDefault(table) != key) found.Add($"{table}: key ({key}) in the model, ({keys.GetValueOrDefault(table)}) in the database");
        }
        var inModel = seen.Select(c => c.Table).ToHashSet();
        var expected = real.Where(c => c.Table != Catalogue.MigrationTable).ToList();
        found.AddRange(expected.Select(c => c.Table).Distinct().Where(t => !inModel.Contains(t)).Select(t => $"{t}: not in the model"));
        foreach (var (table, name) in seen.Concat(expected).Select(c => (c.Table, c.Name)).Distinct().Where(c => inModel.Contains(c.Table)))
        {
            var modelled = seen.Find(c => c.Table == table && c.Name == name);
            var there = expected.Find(c => c.Table == table && c.Name == name);
            if (modelled != there) found.Add($"{table}.{name}: {modelled?.ToString() ?? "missing"} in the model, {there?.ToString() ?? "missing"} in the database");
        }
        return found;
    }

    private static bool IsNumber(IProperty property) => (property.GetProviderClrType() ?? property.ClrType) is var type && (type == typeof(int) || type == typeof(long));
}
