using System.Text;
using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

public sealed class ProcessorTests(EmulatorFixture emulators, NativeFunctions native)
{
    /// <summary>The change of an order that was never placed: the one message of the saved batch that has to come again.</summary>
    const string Waiting = "order.change_status";

    [Theory]
    [InlineData("sqs-standard")]
    [InlineData("sqs-attributes")]
    [InlineData("sqs-fifo")]
    public async Task A_batch_as_SQS_sends_it_ends_as_under_the_JIT(string payload)
    {
        var command = (await native.CommandsAsync()).Processor;

        var (answers, effects) = await Comparison.RunAsync(emulators, command, ManagedFunctions.Processor, Payload.Batch(payload));

        Assert.StartsWith("{\"batchItemFailures\":[", Assert.Single(answers), StringComparison.Ordinal);
        Assert.NotEqual(0, effects.Rows.Count + effects.Messages.Count);
    }

    [Fact]
    public async Task The_response_names_what_comes_again_byte_for_byte_as_SQS_wants_it()
    {
        var command = (await native.CommandsAsync()).Processor;
        await using var run = await Run.StartAsync(emulators, command);
        using var batch = System.Text.Json.JsonDocument.Parse(Payload.Read("sqs-standard"));
        var waits = batch.RootElement.GetProperty("Records").EnumerateArray()
            .Single(static record => record.GetProperty("body").GetString()!.Contains(Waiting, StringComparison.Ordinal)).GetProperty("messageId").GetString();

        var answer = await run.InvokeAsync(Payload.Batch("sqs-standard"));

        Assert.Equal($$"""{"batchItemFailures":[{"itemIdentifier":"{{waits}}"}]}""", answer);
        Assert.Equal("""{"batchItemFailures":[]}""", await run.InvokeAsync(Payload.Read("sqs-attributes")));
        Assert.Equal("""{"batchItemFailures":[]}""", await run.InvokeAsync("""{"Records":[]}"""u8.ToArray()));
    }

    [Fact]
    public async Task What_is_no_order_is_a_dead_letter_with_its_body_attributes_and_reason()
    {
        var command = (await native.CommandsAsync()).Processor;
        var payload = Encoding.UTF8.GetString(Payload.Read("sqs-attributes")).Replace("\\\"quantity\\\":1", "\\\"quantity\\\":\\\"1\\\"", StringComparison.Ordinal);

        var (answers, effects) = await Comparison.RunAsync(emulators, command, ManagedFunctions.Processor, Encoding.UTF8.GetBytes(payload));

        Assert.Equal("""{"batchItemFailures":[]}""", Assert.Single(answers));
        // No order, but the rejections.
        Assert.All(effects.Rows, static row => Assert.Contains("order_id: \"rejected#", row, StringComparison.Ordinal));
        Assert.Equal(2, effects.Rows.Count);
        Assert.Equal(2, effects.Messages.Count);
        Assert.All(effects.Messages, static letter => Assert.Contains("\"field\":\"quantity\"", letter, StringComparison.Ordinal));
        Assert.Contains(effects.Messages, static letter => letter.Contains("signature=Binary:AAECf4D6/w==", StringComparison.Ordinal));
    }
}
