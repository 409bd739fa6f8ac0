using System.Text.Json.Serialization;
using Dashboard.Contracts;

namespace Dashboard.Tests.Architecture;

public sealed class FrozenTests
{
    /// <summary>Nodes of two versions share the bus while an update rolls out: a message may grow, and no more.</summary>
    [Fact]
    public void The_messages_on_the_bus_are_as_agreed()
    {
        Frozen.Check("messages.txt", MessageShape.Of(Messages()));
    }

    [Fact]
    public void A_change_is_shown_as_the_lines_that_differ()
    {
        Assert.Equal("- b\n+ B\n+ d", Frozen.Difference("a\nb\nc", "a\nB\nc\nd"));
        Assert.Equal("", Frozen.Difference("a\nb", "a\nb"));
    }

    [Fact]
    public void A_message_that_changes_is_noticed()
    {
        var shape = MessageShape.Of([typeof(SignalsChanged)]);

        Assert.Contains("groups: [GroupVersion]", shape, StringComparison.Ordinal);
        Assert.Contains("version: Int64", shape, StringComparison.Ordinal);
        Assert.NotEqual(shape, MessageShape.Of([typeof(ResultsMapped)]));
    }

    /// <summary>What ContractsJson can write: the messages themselves, not the lists inside them.</summary>
    private static IEnumerable<Type> Messages() => typeof(ContractsJson).GetCustomAttributesData().Where(a => a.AttributeType == typeof(JsonSerializableAttribute))
        .Select(a => (Type)a.ConstructorArguments[0].Value!).Where(t => !t.IsGenericType);
}
