using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Architecture;

/// <summary>Contracts ← Store ← Schools ← {Publishers, Mapping, Signalling, Teaching} ← Web ← Host; the four in braces never know each other.</summary>
internal static partial class Layers
{
    private static readonly string[][] Rows = [["Contracts"], ["Store"], ["Schools"], ["Publishers", "Mapping", "Signalling", "Teaching"], ["Web"], ["Host"]];

    /// <summary>What the slice may know: every row below its own. Only Host may also know the samples.</summary>
    public static bool May(string slice, string other)
    {
        if (slice == other) return true;
        if (other.StartsWith("Samples.", StringComparison.Ordinal)) return slice == "Host";
        var own = Array.FindIndex(Rows, r => r.Contains(slice));
        var theirs = Array.FindIndex(Rows, r => r.Contains(other));
        return own >= 0 && theirs >= 0 && theirs < own;
    }

    public static bool Knows(string slice) => Rows.Any(r => r.Contains(slice));

    /// <summary>Types of other Dashboard assemblies that a compiled assembly uses against the rule, "Mapping uses Signalling: Some.Type".</summary>
    public static List<string> ForbiddenUses(string slice, Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        var found = new List<string>();
        foreach (var type in metadata.TypeReferences.Select(metadata.GetTypeReference).Where(t => t.ResolutionScope.Kind == HandleKind.AssemblyReference))
        {
            var owner = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
            if (owner.StartsWith("Dashboard.", StringComparison.Ordinal) && !May(slice, owner["Dashboard.".Length..]))
                found.Add($"{slice} uses {owner["Dashboard.".Length..]}: {metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
        }
        return found;
    }

    /// <summary>Types that stand in another slice's namespace, where a reader would look for them in vain.</summary>
    public static List<string> Strangers(string slice, IEnumerable<Type> types) =>
        [.. types.Select(t => t.Namespace ?? "").Distinct().Where(n => n.StartsWith("Dashboard.", StringComparison.Ordinal) && n != $"Dashboard.{slice}" && !n.StartsWith($"Dashboard.{slice}.", StringComparison.Ordinal))];

    /// <summary>Namespaces that a source text names against the rule, in usings or in full.</summary>
    public static List<string> ForbiddenNames(string slice, string source) =>
        [.. SliceName().Matches(source).Select(m => m.Groups[1].Value).Distinct().Where(other => Knows(other) && !May(slice, other) || other == "Samples" && slice != "Host").Select(other => $"{slice} names Dashboard.{other}")];

    /// <summary>Project references against the rule.</summary>
    public static List<string> ForbiddenReferences(string slice, string project) =>
        [.. ProjectName().Matches(project).Select(m => m.Groups[1].Value).Where(other => !May(slice, other)).Select(other => $"{slice} references {other}")];

    [GeneratedRegex(@"\bDashboard\.([A-Z]\w+)")]
    private static partial Regex SliceName();

    [GeneratedRegex(@"ProjectReference Include=""[^""]*?Dashboard\.([\w.]+)\.csproj""")]
    private static partial Regex ProjectName();
}
