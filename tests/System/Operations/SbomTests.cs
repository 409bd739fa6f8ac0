using System.Text.Json;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Operations;

/// <summary>docs/operations/sbom.mjs makes the bill of materials (CycloneDX) from the lock files and the packages' own licences.</summary>
public sealed class SbomTests
{
    /// <summary>May stand in a product that a school runs. A package with another licence is a decision for a person.</summary>
    private static readonly string[] Good = ["MIT", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "PostgreSQL", "0BSD", "ISC", "OFL-1.1", "Apache-2.0 OR MPL-2.0", "Unicode-3.0"];

    [Fact]
    public async Task Every_package_stands_in_the_bill_of_materials_with_a_licence_that_may_be_used()
    {
        var node = Shell.Find("node", "node.exe");
        Assert.True(node is not null, "Node.js is missing; tests/run.sh installs it on Debian as root.");
        using var bill = JsonDocument.Parse(await Shell.Run(node!, [Path.Combine(House.Root, "docs", "operations", "sbom.mjs"), House.Root]));
        Assert.Equal(("CycloneDX", "1.6"), (bill.RootElement.GetProperty("bomFormat").GetString(), bill.RootElement.GetProperty("specVersion").GetString()));
        var components = bill.RootElement.GetProperty("components").EnumerateArray().ToList();

        var locked = Directory.EnumerateFiles(Path.Combine(House.Root, "src"), "packages.lock.json", SearchOption.AllDirectories).SelectMany(f =>
        {
            using var file = JsonDocument.Parse(File.ReadAllText(f));
            return file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()).Where(p => p.Value.GetProperty("type").GetString() != "Project")
                .Select(p => $"pkg:nuget/{p.Name}@{p.Value.GetProperty("resolved").GetString()}").ToList();
        }).Distinct();
        Assert.Empty(locked.Except(components.Select(c => c.GetProperty("purl").GetString()!)));
        var bad = components.Select(c => (Name: c.GetProperty("purl").GetString(), Licence: c.GetProperty("licenses")[0].EnumerateObject().First().Value is { ValueKind: JsonValueKind.Object } l ? l.EnumerateObject().First().Value.GetString() : c.GetProperty("licenses")[0].EnumerateObject().First().Value.GetString())).Where(c => !Good.Contains(c.Licence)).ToList();
        Assert.True(bad.Count == 0, string.Join('\n', bad));
    }
}
