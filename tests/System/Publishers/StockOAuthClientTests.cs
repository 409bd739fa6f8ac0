using Dashboard.Schools.Feeds;
using Dashboard.SystemTests.Journey;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Publishers;

/// <summary>An OAuth client that is not ours (npm "openid-client", pinned by a lock file) against the running dashboard.</summary>
public sealed class StockOAuthClientTests(RealParts parts)
{
    private const string Client = "numo-demo";

    [Fact, Trait("Requirement", "DA-18"), Trait("Requirement", "DA-01")]
    public async Task A_stock_OAuth_client_gets_a_token_by_its_own_key_and_pushes_a_result()
    {
        var (node, npm) = (Shell.Find("node", "node.exe"), Shell.Find("npm", "npm.cmd"));
        Assert.True(node is not null && npm is not null, "Node.js with npm is missing; tests/run.sh installs it on Debian as root.");
        using var folder = new TempFolder("stock-oauth");
        foreach (var file in new[] { "package.json", "package-lock.json", "client.mjs" })
            File.Copy(Path.Combine(House.Root, "tests", "System", "Publishers", "StockOAuthClient", file), Path.Combine(folder.Location, file));
        await Shell.Run(npm!, ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder.Location], limit: TimeSpan.FromMinutes(4));
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var store = stage.Database.Open();
        var registry = new Registry(store, stage.Database.Keys, TimeProvider.System);

        var jwks = await Run("key");
        await registry.ClientKeys(Client, jwks, null, TestContext.Current.CancellationToken);
        var output = await Run("push", host.Address.OriginalString, Client);

        Assert.Contains("token bearer 900 eduv.result dashboard.deliveries", output, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("pushed 202 2.1.0 [0-9a-f-]{36}", output);
        Assert.Contains("report final 1", output, StringComparison.Ordinal);

        await registry.ClientKeys(Client, null, null, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Run("push", host.Address.OriginalString, Client));
        Assert.Contains("invalid_client", refused.Message, StringComparison.Ordinal);

        Task<string> Run(params string[] arguments) => Shell.Run(node!, [Path.Combine(folder.Location, "client.mjs"), .. arguments], folder: folder.Location);
    }
}
