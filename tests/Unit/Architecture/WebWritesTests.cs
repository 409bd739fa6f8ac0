using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Dashboard.Tests.Architecture;

/// <summary>Web reads with queries beside its pages and writes only through the slices' public methods.</summary>
public sealed class WebWritesTests
{
    private static readonly string[] Writing = ["SaveChanges", "SaveChangesAsync", "ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync", "ExecuteNonQuery", "ExecuteNonQueryAsync"];

    [Fact]
    public void Web_writes_nothing_itself()
    {
        Rule.Holds("Web writes only through the slices' public methods.", Writes(typeof(Web.WebComponent).Assembly.Location));
    }

    [Fact]
    public void A_slice_that_writes_is_found()
    {
        Assert.Contains("ExecuteNonQueryAsync", Writes(typeof(Store.Database).Assembly.Location));
    }

    private static List<string> Writes(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(m => metadata.GetString(metadata.GetMemberReference(m).Name)).Where(Writing.Contains).Distinct()];
    }
}
