using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

public sealed class NotifierTests(EmulatorFixture emulators, NativeFunctions native)
{
    [Theory]
    [InlineData("stream-insert", "\"type\":\"orders.placed.v1\"")]
    [InlineData("stream-modify", "\"type\":\"orders.status_changed.v1\"")]
    [InlineData("stream-remove", "\"reason\":\"deleted\"")]
    [InlineData("stream-ttl-removal", "\"reason\":\"time_to_live\"")]
    [InlineData("stream-all-types", "\"code\":\"unreadable_record\"")]
    public async Task A_record_as_the_stream_sends_it_becomes_the_message_that_it_becomes_under_the_JIT(string payload, string part)
    {
        var command = (await native.CommandsAsync()).Notifier;

        var (answers, effects) = await Comparison.RunAsync(emulators, command, ManagedFunctions.Notifier, Payload.Read(payload));

        Assert.Equal("""{"batchItemFailures":[]}""", Assert.Single(answers));
        Assert.Contains(part, Assert.Single(effects.Messages), StringComparison.Ordinal);
    }
}
