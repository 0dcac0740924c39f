using System.Diagnostics;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local.Processes;
using Orders.Local.Resources;

namespace Orders.Tests.Integration.Support;

/// <summary>A deployment's orders queue, its dead-letter queue and an operator with the command, without anybody who consumes.</summary>
sealed class Operator
{
    readonly string _prefix = $"t{Guid.NewGuid():N}"[..19] + "-";
    readonly EmulatorFixture _emulators;
    readonly OrdersCli _cli;

    Operator(EmulatorFixture emulators, string audit)
    {
        _emulators = emulators;
        _cli = new OrdersCli(new Dictionary<string, string>(emulators.Endpoints.ClientEnvironment()) { ["ORDERS_AUDIT"] = audit });
    }

    /// <summary>Where messages go back to.</summary>
    public QueueAddress Orders { get; private set; } = null!;
    public QueueAddress DeadLetters { get; private set; } = null!;

    public static Task<Operator> NewAsync(EmulatorFixture emulators, string audit) => NewAsync(emulators, audit, "orders", "orders-dlq", []);

    /// <summary>With a consumer's queues in place of those of orders.</summary>
    public static Task<Operator> OfConsumerAsync(EmulatorFixture emulators, string audit, string consumer) => NewAsync(
        emulators, audit, $"order-events-{consumer}.fifo", $"order-events-{consumer}-dlq.fifo", new() { [QueueAttributeName.FifoQueue] = "true" });

    static async Task<Operator> NewAsync(EmulatorFixture emulators, string audit, string queue, string deadLetters, Dictionary<string, string> attributes)
    {
        var maker = new QueueMaker(emulators.Sqs);
        var made = new Operator(emulators, audit);
        made.Orders = await maker.CreateAsync(made._prefix + queue, attributes);
        made.DeadLetters = await maker.CreateAsync(made._prefix + deadLetters, attributes);
        return made;
    }

    public Task<CliResult> RunAsync(params IReadOnlyList<string> arguments) => _cli.RunAsync(["dlq", .. arguments, "--prefix", _prefix]);

    public Task<ChildProcess> StartAsync(IReadOnlyList<string> arguments, Action<string> onLine) =>
        _cli.StartAsync(["dlq", .. arguments, "--prefix", _prefix], onLine);

    /// <inheritdoc cref="OrdersCli.StartBare"/>
    public Process StartBare(IReadOnlyList<string> arguments, string editor = "", string? terminal = null) =>
        _cli.StartBare(["dlq", .. arguments, "--prefix", _prefix], editor, terminal);

    /// <summary>Puts messages on the dead-letter queue.</summary>
    public async Task PutAsync(IEnumerable<SendMessageBatchRequestEntry> entries)
    {
        foreach (var batch in entries.Chunk(10))
        {
            Assert.Empty((await _emulators.Sqs.SendMessageBatchAsync(DeadLetters.Url, [.. batch], Given.Token)).Failed ?? []);
        }
    }

    /// <summary>Takes all that can be seen on a queue.</summary>
    public async Task<List<Message>> DrainAsync(QueueAddress queue)
    {
        var all = new List<Message>();
        while (true)
        {
            var response = await _emulators.Sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest(queue.Url) { MaxNumberOfMessages = 10, VisibilityTimeout = 3600, MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] }, Given.Token);
            if (response.Messages is not { Count: > 0 } messages)
            {
                return all;
            }

            all.AddRange(messages);
            await _emulators.Sqs.DeleteMessageBatchAsync(
                queue.Url, [.. messages.Select(static (message, index) => new DeleteMessageBatchRequestEntry($"{index}", message.ReceiptHandle))], Given.Token);
        }
    }
}
