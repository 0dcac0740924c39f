using System.Globalization;
using Amazon.SQS;
using Orders.Json;
using Orders.Operations.Failures;
using Orders.Queues;
using Polly;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>How long a ramp waits for the messages of a step, derived from the settings of the queue that they are sent to.</summary>
internal static class RampWait
{
    /// <summary>The maximum wait for orders' messages: the longest backoff. A message that fails is received at least nine times within it.</summary>
    public static readonly TimeSpan MaxForOrders = RedeliveryDelay.Longest;

    /// <summary>Returns the wait for a queue's messages.</summary>
    /// <param name="queue">The dead-letter queue.</param>
    /// <param name="target">The name of the queue to which messages are redriven.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="CommandException">The queue does not exist, or no wait follows from its settings.</exception>
    public static async Task<TimeSpan> ReadAsync(OpenQueue queue, string target, CancellationToken cancellationToken) =>
        await ReadAsync(queue.Sqs, queue.Pipelines.Sqs, queue.Role, await queue.UrlOfAsync(target, cancellationToken), cancellationToken);

    /// <summary>Reads the queue's visibility timeout and maximum receive count, and returns the wait.</summary>
    /// <param name="sqs">The SQS client.</param>
    /// <param name="pipeline">Retries the call.</param>
    /// <param name="role">The dead-letter queue.</param>
    /// <param name="url">The URL of the queue to which messages are redriven.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="CommandException">Messages of the queue never return to a dead-letter queue, and their success cannot be seen.</exception>
    public static async Task<TimeSpan> ReadAsync(IAmazonSQS sqs, ResiliencePipeline pipeline, QueueRole role, string url, CancellationToken cancellationToken)
    {
        var answer = await pipeline.ExecuteAsync(
            async token => await sqs.GetQueueAttributesAsync(url, [QueueAttributeName.VisibilityTimeout, QueueAttributeName.RedrivePolicy], token), cancellationToken);
        var visibilityTimeout = TimeSpan.FromSeconds(
            int.TryParse(answer.Attributes?.GetValueOrDefault(QueueAttributeName.VisibilityTimeout), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);
        return (role.IsOrders, MaxReceiveCount(answer.Attributes?.GetValueOrDefault(QueueAttributeName.RedrivePolicy))) switch
        {
            (true, var receives) => OfOrders(visibilityTimeout, receives ?? int.MaxValue),
            (false, { } receives) => OfConsumer(visibilityTimeout, receives),
            _ => throw new CommandException($"--ramp must come with --ramp-wait: {role.Target} has no redrive policy with maxReceiveCount, from which the wait is derived.") { ExitCode = ExitCodes.Usage },
        };
    }

    /// <summary>
    /// Returns the wait for orders' messages, whose success is seen in the table: until a message that fails on every receive is
    /// dead-lettered again, with one batch lost for a whole visibility timeout; at most <see cref="MaxForOrders"/>.
    /// </summary>
    public static TimeSpan OfOrders(TimeSpan visibilityTimeout, int maxReceiveCount)
    {
        var wait = visibilityTimeout;
        for (var receive = 1; receive < maxReceiveCount && wait < MaxForOrders; receive++)
        {
            wait += RedeliveryDelay.After(receive, random: 1);
        }

        return wait < MaxForOrders ? wait : MaxForOrders;
    }

    /// <summary>
    /// Returns the wait for a consumer's events. Their success cannot be seen, only their return: an event that fails on every receive returns
    /// after so many visibility timeouts.
    /// </summary>
    public static TimeSpan OfConsumer(TimeSpan visibilityTimeout, int maxReceiveCount) => visibilityTimeout * maxReceiveCount;

    // SQS returns the number as a number, and accepts it as a text.
    private static int? MaxReceiveCount(string? redrivePolicy)
    {
        using var policy = UntrustedJson.Parse(redrivePolicy ?? "");
        return policy?.RootElement.WholeNumber("maxReceiveCount")
            ?? (int.TryParse(policy?.RootElement.Text("maxReceiveCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null);
    }
}
