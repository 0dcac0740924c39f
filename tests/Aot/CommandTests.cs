using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;
using Orders.Validation;

namespace Orders.Tests.Aot;

/// <summary>The command as operators get it: one file, without the repository and without .NET.</summary>
public sealed class CommandTests(EmulatorFixture emulators, NativeCommand command)
{
    [Theory]
    [InlineData("body.quantity == '2' && contains(body.item, 'ettl')", 1)]
    [InlineData("reason.code == 'type' && attributes.source == 'pos-7'", 1)]
    [InlineData("length(keys(body)) > `2` && to_number(body.quantity) >= `1` && starts_with(reason.field, 'quan')", 1)]
    [InlineData("sort_by([{n: to_number(body.quantity)}, {n: `1`}], &n)[0].n == `1` && max([`3`, `1`]) == `3` && avg([`2`, `4`]) > `2.5`", 1)]
    [InlineData("body.quantity == '3'", 0)]
    public async Task Dead_letters_are_chosen_by_JMESPath(string expression, int count)
    {
        var queue = await DeadLetterAsync();
        try
        {
            var run = await command.RunAsync(Environment(), "dlq", "list", "--prefix", queue.Prefix, "--where", expression, "--json");

            Assert.True(run.Status == 0, run.Errors);
            Assert.Equal(count, JsonDocument.Parse(run.Output).RootElement.GetProperty("count").GetInt32());
        }
        finally
        {
            await emulators.Sqs.DeleteQueueAsync(queue.Url, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_wrong_expression_is_refused_with_the_options_name()
    {
        var run = await command.RunAsync(Environment(), "dlq", "list", "--where", "body.[");

        Assert.Equal(64, run.Status);
        Assert.StartsWith("orders: --where must be a JMESPath expression", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_no_command_of_developers_and_asks_for_the_settings_that_it_needs()
    {
        var up = await command.RunAsync(Environment(), "up");
        var list = await command.RunAsync(new Dictionary<string, string>(), "dlq", "list");

        Assert.Equal((64, 70), (up.Status, list.Status));
        Assert.Contains("'up'", up.Errors, StringComparison.Ordinal);
        Assert.Contains("--settings", list.Errors, StringComparison.Ordinal);
    }

    async Task<(string Prefix, string Url)> DeadLetterAsync()
    {
        var prefix = $"n-{Guid.NewGuid():N}"[..20];
        var queue = (await emulators.Sqs.CreateQueueAsync(prefix + "orders-dlq", TestContext.Current.CancellationToken)).QueueUrl;
        var letter = DeadLetter.Of(
            new IncomingMessage
            {
                MessageId = "original",
                ReceiptHandle = "handle",
                Body = """{"item":"kettle","quantity":"2","idempotency_key":"k"}""",
                Attributes = new Dictionary<string, MessageAttributeValue> { ["source"] = new() { DataType = "String", StringValue = "pos-7" } },
            },
            new FieldError("quantity", ErrorCodes.Type, "must be an integer"),
            new DateTimeOffset(2026, 11, 23, 22, 28, 0, TimeSpan.Zero),
            "request");
        await emulators.Sqs.SendMessageAsync(new SendMessageRequest(queue, letter.Body) { MessageAttributes = new(letter.Attributes) }, TestContext.Current.CancellationToken);
        return (prefix, queue);
    }

    Dictionary<string, string> Environment() =>
        new(emulators.Endpoints.ClientEnvironment()) { ["ORDERS_SETTINGS"] = Repository.Settings };
}
