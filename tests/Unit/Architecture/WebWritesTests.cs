using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Dashboard.Tests.Architecture;

/// <summary>Web reads with queries beside its pages and changes data only through the slices' public methods (whose work it may save).</summary>
public sealed class WebWritesTests
{
    private static readonly string[] Bulk = ["ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync", "ExecuteNonQuery", "ExecuteNonQueryAsync"];
    private static readonly string[] OfSets = ["Add", "AddAsync", "AddRange", "AddRangeAsync", "Update", "UpdateRange", "Remove", "RemoveRange", "Attach", "AttachRange"];

    [Fact]
    public void Web_changes_no_row_itself()
    {
        Rule.Holds("Web changes data only through the slices' public methods.", Changes(typeof(Dashboard.Web.WebComponent).Assembly.Location));
    }

    [Fact]
    public void A_slice_that_changes_rows_is_found()
    {
        var found = Changes(typeof(Dashboard.Schools.SchoolsComponent).Assembly.Location);

        Assert.Contains("DbSet.Add", found);
        Assert.Contains(found, f => f.StartsWith("Dashboard.Store.Tables.", StringComparison.Ordinal) && f.Contains(".set_", StringComparison.Ordinal));
    }

    private static List<string> Changes(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(h => Change(metadata, metadata.GetMemberReference(h))).OfType<string>().Distinct()];
    }

    private static string? Change(MetadataReader metadata, MemberReference member)
    {
        var name = metadata.GetString(member.Name);
        if (Bulk.Contains(name)) return name;
        if (member.Parent.Kind == HandleKind.TypeReference)
        {
            var owner = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (name.StartsWith("set_", StringComparison.Ordinal) && metadata.GetString(owner.Namespace) == "Dashboard.Store.Tables") return $"Dashboard.Store.Tables.{metadata.GetString(owner.Name)}.{name}";
            if (OfSets.Contains(name) && metadata.GetString(owner.Name) == "DbContext") return $"DbContext.{name}";
        }
        if (member.Parent.Kind == HandleKind.TypeSpecification && OfSets.Contains(name))
        {
            var set = metadata.TypeReferences.FirstOrDefault(t => metadata.GetString(metadata.GetTypeReference(t).Name) == "DbSet`1");
            var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)member.Parent).Signature);
            signature.ReadSignatureTypeCode(); // generic instance
            signature.ReadSignatureTypeCode(); // of a class
            if (!set.IsNil && signature.ReadTypeHandle() == (EntityHandle)set) return $"DbSet.{name}";
        }
        return null;
    }
}
