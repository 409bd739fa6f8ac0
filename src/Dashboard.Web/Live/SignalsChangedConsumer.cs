using Dashboard.Contracts;
using MassTransit;

namespace Dashboard.Web.Live;

/// <summary>From the bus to the open pages of this node.</summary>
public sealed class SignalsChangedConsumer(LiveGroups groups) : IConsumer<SignalsChanged>
{
    public Task Consume(ConsumeContext<SignalsChanged> context)
    {
        foreach (var group in context.Message.Groups) groups.Tell(context.Message.School, group.Group, group.Version);
        return Task.CompletedTask;
    }
}

/// <summary>A temporary queue for each web node: every node hears everything, and nothing waits for a node that is gone.</summary>
public sealed class SignalsChangedConsumerDefinition : ConsumerDefinition<SignalsChangedConsumer>
{
    public SignalsChangedConsumerDefinition() => Endpoint(e =>
    {
        e.Temporary = true;
        e.InstanceId = Guid.CreateVersion7().ToString("N");
        e.Name = "web-signals-changed";
    });
}
