using RabbitMQ.Client;

namespace Dashboard.SystemTests.Rig;

/// <summary>The real parts are real, and leave nothing behind.</summary>
[Collection(RabbitTests.Name)]
public sealed class RigTests(RealParts parts)
{
    [Fact]
    public async Task RabbitMQ_keeps_a_message_in_a_quorum_queue_of_a_virtual_host_of_its_own()
    {
        var rabbit = await parts.Rabbit;
        var factory = new ConnectionFactory { Uri = new Uri(await rabbit.NewVirtualHost()) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("rig", durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicPublishAsync("", "rig", "hello"u8.ToArray());

        var message = await Probe.Until("the message is in the queue", () => channel.BasicGetAsync("rig", autoAck: true), m => m is not null);

        Assert.Equal("hello"u8.ToArray(), message!.Body.ToArray());
        await channel.QueueDeleteAsync("rig");
    }

    [Fact]
    public async Task A_private_RabbitMQ_leaves_no_process()
    {
        Assert.SkipWhen(RabbitNode.Find() is null, "RabbitMQ is not installed on this machine");
        var node = await RabbitNode.Start(RabbitNode.Find()!);
        Assert.True(!OperatingSystem.IsLinux() || Shell.ProcessesUsing(node.Folder).Count > 0);

        await node.DisposeAsync();

        Assert.Empty(Shell.ProcessesUsing(node.Folder));
        Assert.Empty(Shell.ProcessesUsing(node.Name));
    }

    [Fact]
    public async Task The_browser_shows_a_page()
    {
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.NewPageAsync();
        await page.SetContentAsync("<h1>Groep 5</h1>");

        Assert.Equal("Groep 5", await page.Locator("h1").TextContentAsync());
        Assert.Equal("nl-NL", await page.EvaluateAsync<string>("navigator.language"));
    }

    [Fact]
    public async Task A_probe_that_never_comes_true_says_what_it_saw_last()
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(() => Probe.Until("the answer is 42", () => Task.FromResult(41), n => n == 42, TimeSpan.FromMilliseconds(200)));

        Assert.Contains("the answer is 42", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Last seen: 41", error.Message, StringComparison.Ordinal);
    }
}
