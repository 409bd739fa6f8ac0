using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A SOAP client that is not ours (npm "soap", pinned by a lock file) goes from our ?wsdl to an accepted delivery.</summary>
public sealed class StockClientTests(RealParts parts)
{
    [Fact, Trait("Requirement", "DA-17"), Trait("Requirement", "RE-07")]
    public async Task A_stock_SOAP_client_pushes_a_result_with_nothing_but_our_WSDL()
    {
        var node = Shell.Find("node", "node.exe");
        var npm = Shell.Find("npm", "npm.cmd");
        Assert.True(node is not null && npm is not null, "Node.js with npm is missing; tests/run.sh installs it on Debian as root.");
        await using var door = await Door.Open(parts);
        using var folder = new TempFolder("stock-client");
        foreach (var file in new[] { "package.json", "package-lock.json", "push.mjs" })
            File.Copy(Path.Combine(House.Root, "tests", "System", "Publishers", "StockClient", file), Path.Combine(folder.Location, file));
        await Shell.Run(npm!, ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder.Location], limit: TimeSpan.FromMinutes(4));

        foreach (var version in new[] { "11", "12" })
        {
            var output = await Shell.Run(node!, [Path.Combine(folder.Location, "push.mjs"), new Uri(door.Http.BaseAddress!, "/uwlr/v2/leerresultaten?wsdl").ToString(), "sleutel", version], folder: folder.Location);
            Assert.Matches("accepted .* [0-9a-f-]{36}", output);
            Assert.Contains("refused Client.ScoreOngeldig", output, StringComparison.Ordinal);
            Assert.Contains("stock-" + version, output, StringComparison.Ordinal); // the detail names the result
        }
        Assert.Equal([("stock-11", 4d), ("stock-12", 4d)], (await door.Kept()).Select(r => (r.ResultId, r.Score!.Value)));
        Assert.Equal(["1", "1", "3", "3"], (await door.Database.Query("select case when state = 3 then 3 else total end from delivery order by 1")).Select(r => r[0]));
    }
}
