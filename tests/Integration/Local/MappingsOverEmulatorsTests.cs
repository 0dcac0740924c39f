using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;
using Orders.Operations.Settings;
using Orders.Operations.Streams;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Local;

public sealed class MappingsOverEmulatorsTests(EmulatorFixture emulators)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_of_a_failing_function_come_again_and_end_in_the_dead_letter_queue_with_their_body()
    {
        var deadLetters = await emulators.NewQueueAsync();
        var queue = await emulators.NewQueueAsync(new()
        {
            [QueueAttributeName.VisibilityTimeout] = "1",
            [QueueAttributeName.RedrivePolicy] = $$"""{"deadLetterTargetArn":"{{deadLetters.Arn}}","maxReceiveCount":2}""",
        });
        await emulators.Sqs.SendMessageAsync(queue.Url, "a body", Cancellation);
        await using var lambda = await StartAsync("throw");
        var options = new SqsMappingOptions { QueueUrl = queue.Url, QueueArn = queue.Arn, Region = "ap-south-1", LongPoll = TimeSpan.FromSeconds(1) };
        await using var mapping = SqsEventSourceMapping.Start(emulators.Sqs, lambda["f"], options, TimeProvider.System);

        var received = await emulators.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = deadLetters.Url, WaitTimeSeconds = 15, MessageSystemAttributeNames = ["All"] }, Cancellation);

        Assert.Equal("a body", Assert.Single(received.Messages).Body);
        Assert.Equal(2, lambda["f"].Counters.Errors);
    }

    [Fact]
    public async Task Changes_reach_the_function_and_a_batch_that_is_given_up_reaches_the_destination()
    {
        var (table, streamArn) = await emulators.NewTableAsync();
        var destination = await emulators.NewQueueAsync();
        await using var lambda = await StartAsync("throw");
        var options = new StreamMappingOptions { StreamArn = streamArn, MaximumRetryAttempts = 1, BisectBatchOnFunctionError = true };
        await using var mapping = StreamEventSourceMapping.Start(
            emulators.Endpoints.NewStream(streamArn, TimeProvider.System),
            lambda["f"],
            new SqsDestination(emulators.Sqs, destination),
            options,
            TimeProvider.System);

        await emulators.DynamoDb.PutItemAsync(table, new() { ["order_id"] = new AttributeValue("1") }, Cancellation);

        var received = await emulators.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = destination.Url, WaitTimeSeconds = 15 }, Cancellation);
        var report = Assert.Single(received.Messages).Body;
        Assert.Contains("\"condition\":\"RetryAttemptsExhausted\",\"approximateInvokeCount\":2", report, StringComparison.Ordinal);
        Assert.Contains($"\"streamArn\":\"{streamArn}\"", report, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => mapping.Counters.Discarded == 1, "the record is counted as discarded");
    }

    [Fact]
    public async Task Every_queue_of_the_settings_is_created_with_its_redrive_policy()
    {
        var settings = PipelineSettings.Load(Repository.Settings);

        var queues = await new QueueMaker(emulators.Sqs).CreateAsync(settings, Cancellation);

        foreach (var (name, target) in settings.Consumers.Select(static c => (c.Queue, c.DeadLetterQueue))
            .Append((settings.OrdersQueue.Name, settings.OrdersQueue.DeadLetterQueue)))
        {
            var attributes = (await emulators.Sqs.GetQueueAttributesAsync(queues[name].Url, ["All"], Cancellation)).Attributes;
            Assert.Contains(queues[target].Arn, attributes[QueueAttributeName.RedrivePolicy], StringComparison.Ordinal);
            Assert.Equal(name.EndsWith(".fifo", StringComparison.Ordinal), attributes.ContainsKey(QueueAttributeName.FifoQueue));
        }

        Assert.Equal(3 + (2 * settings.Consumers.Count), queues.Count);
        Assert.StartsWith("http://127.0.0.1:", queues[settings.OrdersQueue.Name].Url, StringComparison.Ordinal);
    }

    Task<LambdaService> StartAsync(string behaviour) => LambdaService.StartAsync(
        [new FunctionDefinition { Name = "f", Command = ScriptFunction.Command(behaviour) }],
        emulators.Endpoints,
        new LambdaServiceOptions(),
        TimeProvider.System);
}
