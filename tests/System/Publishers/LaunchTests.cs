using System.Text.Json;
using System.Web;
using Dashboard.Publishers.Launch;
using Dashboard.Schools.People;
using Dashboard.Store.Tables;

namespace Dashboard.SystemTests.Publishers;

public sealed class LaunchTests(RealParts parts)
{
    private const string Target = "https://muiswerk.example/rapport/17";

    [Fact, Trait("Requirement", "SI-28"), Trait("Requirement", "OD-05")]
    public async Task A_launch_is_redeemed_once_by_the_tool_it_is_for()
    {
        await using var door = await Door.Open(parts);
        var launch = await Start(door, Target);
        var (muiswerk, numo) = (await door.Token("muiswerk", "eduv.result"), await door.Token("numo"));

        Assert.Equal(403, (await Redeem(door, launch, numo)).Status);
        var (status, body, _) = await Redeem(door, launch, muiswerk);
        Assert.Equal(200, status);
        var answer = JsonDocument.Parse(body).RootElement;
        Assert.Equal((Target, "beuk"), (answer.GetProperty("target").GetString(), answer.GetProperty("school").GetString()));
        var staff = answer.GetProperty("staff").GetString()!;
        Assert.Equal(410, (await Redeem(door, launch, muiswerk)).Status);
        Assert.Equal(401, (await Redeem(door, launch, null)).Status);
        Assert.Equal(400, (await Redeem(door, "a.b.c", muiswerk)).Status);

        var again = JsonDocument.Parse((await Redeem(door, await Start(door, Target), muiswerk)).Body).RootElement;
        Assert.Equal(staff, again.GetProperty("staff").GetString());
    }

    [Fact]
    public async Task Of_two_redemptions_at_once_one_wins()
    {
        await using var door = await Door.Open(parts);
        var launch = await Start(door, Target);
        var token = await door.Token("muiswerk");
        var statuses = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Redeem(door, launch, token)))).Select(a => a.Status).Order();
        Assert.Equal([200, 410, 410, 410, 410, 410, 410, 410], statuses);
    }

    [Fact]
    public async Task An_expired_launch_is_gone()
    {
        await using var door = await Door.Open(parts);
        var launch = await Start(door, Target);
        await door.Database.Execute("update launch set expires_at = now() - interval '1 second'");
        Assert.Equal(410, (await Redeem(door, launch, await door.Token("muiswerk"))).Status);
    }

    [Fact, Trait("Requirement", "DA-19")]
    public async Task No_launch_starts_to_another_host_or_with_the_feed_off()
    {
        await using var door = await Door.Open(parts);
        Assert.Null(await TryStart(door, "https://elders.example/rapport/17"));
        await door.Database.Execute("update feed set state = 0");
        Assert.Null(await TryStart(door, Target));
    }

    private static Task<Uri?> TryStart(Door door, string target) =>
        door.Get<Launches>().Start(new Person(door.School, 5, Guid.Empty, "Vera", Role.Teacher, false), "muiswerk", target, null, TestContext.Current.CancellationToken);

    private static async Task<string> Start(Door door, string target)
    {
        var address = await TryStart(door, target);
        Assert.StartsWith("https://muiswerk.example/start?launch=", address!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("17", HttpUtility.UrlDecode(address.Query[..20]), StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(address.Query)["launch"]!;
    }

    private static Task<(int Status, string Body, Guid Delivery)> Redeem(Door door, string launch, string? token) =>
        door.Send(HttpMethod.Post, "/launch/redeem", JsonSerializer.Serialize(new { launch }), token);
}
