using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Store;

public sealed class FrozenSchemaTests(RealParts parts)
{
    [Fact]
    public async Task The_schema_is_as_agreed()
    {
        Frozen.Check("schema.txt", await SchemaText.Of(await parts.Schema));
    }
}
