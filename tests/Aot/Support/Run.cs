using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local.Lambda;
using Orders.Local.Resources;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot.Support;

/// <summary>One function, native or managed, behind the local Lambda service, with a table and queues of its own.</summary>
sealed partial class Run : IAsyncDisposable
{
    readonly EmulatorFixture _emulators;
    readonly LambdaService _lambda;
    readonly string _table;
    readonly IReadOnlyList<QueueAddress> _queues;

    Run(EmulatorFixture emulators, LambdaService lambda, string table, IReadOnlyList<QueueAddress> queues) =>
        (_emulators, _lambda, _table, _queues) = (emulators, lambda, table, queues);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Run> StartAsync(EmulatorFixture emulators, IReadOnlyList<string> command)
    {
        var table = (await emulators.NewTableAsync()).Name;
        var (orders, deadLetters, eventsDlq) = (await emulators.NewQueueAsync(), await emulators.NewQueueAsync(), await emulators.NewQueueAsync());
        var consumer = await emulators.NewQueueAsync(new() { [QueueAttributeName.FifoQueue] = "true" });
        // Each function reads what it needs of it.
        var environment = new Dictionary<string, string>
        {
            ["ORDERS_TABLE"] = table,
            ["INDEX_STATUSES"] = "PENDING",
            ["INDEX_SHARDS"] = "8",
            ["ORDERS_QUEUE_URL"] = orders.Url,
            ["ORDERS_DLQ_URL"] = deadLetters.Url,
            ["MAX_RECEIVE_COUNT"] = "50",
            ["EARLY_CHANGE_MAX_AGE_SECONDS"] = "18000",
            ["CONSUMERS"] = $$"""[{"name":"all","queue_url":"{{consumer.Url}}","types":["orders.placed.v1","orders.status_changed.v1","orders.removed.v1"],"personal_fields":["customer_name","customer_email","metadata"]}]""",
            ["EVENTS_DLQ_URL"] = eventsDlq.Url,
            ["EVENT_SOURCE"] = "/orders",
            ["QUARANTINE_AFTER_SECONDS"] = "60",
        };
        var lambda = await LambdaService.StartAsync(
            [new FunctionDefinition { Name = "f", Command = command, Environment = environment, Timeout = TimeSpan.FromSeconds(30), LocalInstances = 1 }],
            emulators.Endpoints,
            new LambdaServiceOptions(),
            TimeProvider.System);
        return new Run(emulators, lambda, table, [orders, deadLetters, eventsDlq, consumer]);
    }

    /// <summary>Invokes the function, which must succeed.</summary>
    /// <param name="payload">The event. Messages of a queue become those of this run's orders queue.</param>
    /// <returns>Its answer, as it was sent.</returns>
    public async Task<string> InvokeAsync(byte[] payload)
    {
        var own = Encoding.UTF8.GetBytes(QueueArn().Replace(Encoding.UTF8.GetString(payload), _queues[0].Arn));
        var result = await _lambda["f"].InvokeAsync(own).WaitAsync(TimeSpan.FromSeconds(40), Token);
        var answer = Encoding.UTF8.GetString(result.Payload.Span);
        Assert.True(result.Status == InvocationStatus.Success, answer);
        return answer;
    }

    /// <summary>All that the function has left behind: rows and messages, in a form that two runs can be compared by.</summary>
    public async Task<Effects> EffectsAsync()
    {
        var rows = (await _emulators.DynamoDb.ScanAsync(new ScanRequest(_table), Token)).Items.Select(static row => Text(new AttributeValue { M = row }));
        var messages = new List<string>();
        foreach (var (queue, index) in _queues.Select(static (queue, index) => (queue, index)))
        {
            var request = new ReceiveMessageRequest(queue.Url) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] };
            while ((await _emulators.Sqs.ReceiveMessageAsync(request, Token)).Messages is { Count: > 0 } received)
            {
                messages.AddRange(received.Select(message => $"{index}: {Text(message)}"));
                foreach (var message in received)
                {
                    await _emulators.Sqs.DeleteMessageAsync(queue.Url, message.ReceiptHandle, Token);
                }
            }
        }

        return new Effects([.. rows.Order(StringComparer.Ordinal)], [.. messages.Order(StringComparer.Ordinal)]);
    }

    [GeneratedRegex("arn:aws:sqs:[^\"]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QueueArn();

    static string Text(Message message)
    {
        var attributes = (message.MessageAttributes ?? []).OrderBy(static attribute => attribute.Key, StringComparer.Ordinal).Select(static attribute =>
            $"{attribute.Key}={attribute.Value.DataType}:{attribute.Value.StringValue}{Convert.ToBase64String(attribute.Value.BinaryValue?.ToArray() ?? [])}");
        return $"{message.Body} [{string.Join(", ", attributes)}] {message.Attributes.GetValueOrDefault("MessageGroupId")} {message.Attributes.GetValueOrDefault("MessageDeduplicationId")}";
    }

    static string Text(AttributeValue value) => value switch
    {
        { S: { } text } => JsonValue.Create(text).ToJsonString(),
        { N: { } number } => number,
        { M: { } map } => $"{{{string.Join(", ", map.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => $"{entry.Key}: {Text(entry.Value)}"))}}}",
        { L: { } list } => $"[{string.Join(", ", list.Select(Text))}]",
        _ => throw new InvalidOperationException("An order has no attribute of another type."),
    };

    public ValueTask DisposeAsync() => _lambda.DisposeAsync();
}

/// <summary>What a function left behind.</summary>
sealed record Effects(IReadOnlyList<string> Rows, IReadOnlyList<string> Messages);
