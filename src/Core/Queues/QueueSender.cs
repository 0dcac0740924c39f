using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Resilience;
using Polly;

namespace Orders.Queues;

/// <summary>Sends messages in as few requests as SQS allows, and checks each entry's own result.</summary>
public sealed class QueueSender(IAmazonSQS sqs, ResiliencePipeline pipeline)
{
    /// <summary>The cause for a message that is larger than SQS allows.</summary>
    public const string TooLong = "MessageTooLong";

    // Each request needs a connection, which a cold start has to open. Four are as many as a function with 512 MB, a third of a core, can keep busy.
    private const int RequestsSideBySide = 4;

    private static readonly SendResult NoAnswer = new(false, "NoAnswer") { MayBeSent = true };

    /// <summary>
    /// Sends all messages, and retries entries that fail for a transient cause. Requests run concurrently, so one call must not contain several
    /// messages of one FIFO group: a retried entry would arrive after its successor.
    /// </summary>
    /// <returns>One result for each message, in their order. A failed call is a result, not an exception.</returns>
    public async Task<IReadOnlyList<SendResult>> SendAsync(string queueUrl, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var results = new SendResult[messages.Count];
        // Each request observes the cancellation itself, so that every message gets its result.
        await SideBySide.ForEachAsync(
            Split(messages, results), RequestsSideBySide, batch => SendBatchAsync(queueUrl, messages, batch, results, cancellationToken));
        return results;
    }

    /// <summary>
    /// Sends messages to a FIFO queue, those of a group in order. A request has at most one message of a group, because a retried entry would
    /// arrive after its successor. Stops after a failure of a message that may be accepted later.
    /// </summary>
    /// <returns>One result for each message, in their order.</returns>
    public async Task<IReadOnlyList<SendResult>> SendInOrderAsync(string queueUrl, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var results = new SendResult[messages.Count];
        foreach (var wave in Waves(messages))
        {
            var sent = await SendAsync(queueUrl, wave.ConvertAll(index => messages[index]), cancellationToken);
            for (var i = 0; i < wave.Count; i++)
            {
                results[wave[i]] = sent[i];
            }

            if (sent.Any(static result => result is { IsSent: false, Cause: not TooLong }))
            {
                break;
            }
        }

        return results;
    }

    /// <summary>Returns waves; the n-th has the n-th message of every group.</summary>
    private static List<List<int>> Waves(IReadOnlyList<OutgoingMessage> messages)
    {
        var waves = new List<List<int>>();
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Count; i++)
        {
            var group = messages[i].GroupId ?? "";
            var wave = depth.GetValueOrDefault(group);
            depth[group] = wave + 1;
            if (wave == waves.Count)
            {
                waves.Add([]);
            }

            waves[wave].Add(i);
        }

        return waves;
    }

    /// <summary>Splits into batches of at most ten entries and 256 KiB; a message that alone is too large is refused here.</summary>
    private static List<List<int>> Split(IReadOnlyList<OutgoingMessage> messages, SendResult[] results)
    {
        var batches = new List<List<int>>();
        var room = 0;
        for (var i = 0; i < messages.Count; i++)
        {
            var size = messages[i].SizeBytes;
            if (size > SqsLimits.MessageBytes)
            {
                results[i] = new SendResult(false, TooLong);
                continue;
            }

            if (batches.Count == 0 || batches[^1].Count == SqsLimits.EntriesPerRequest || size > room)
            {
                batches.Add([]);
                room = SqsLimits.MessageBytes;
            }

            batches[^1].Add(i);
            room -= size;
        }

        return batches;
    }

    private async Task SendBatchAsync(
        string queueUrl, IReadOnlyList<OutgoingMessage> messages, List<int> batch, SendResult[] results, CancellationToken cancellationToken)
    {
        var left = batch;
        var mayBeSent = false;
        try
        {
            await pipeline.ExecuteAsync(
                async token =>
                {
                    var request = new SendMessageBatchRequest { QueueUrl = queueUrl, Entries = [.. left.Select(index => Entry(index, messages[index]))] };
                    try
                    {
                        var response = await sqs.SendMessageBatchAsync(request, token);
                        left = Sort(left, response, results);
                        return left.Count == 0 ? BatchProgress.Done : BatchProgress.SomeLeft;
                    }
                    catch (Exception exception) when (TransientFaults.MayHaveTakenEffect(exception))
                    {
                        mayBeSent = true;
                        throw;
                    }
                },
                cancellationToken);
        }
        catch (AmazonSQSException exception) when (IsTooLong(exception.ErrorCode) && left.Count > 1)
        {
            // SQS refused the whole request; sent alone, only the invalid messages are refused.
            foreach (var index in left)
            {
                await SendBatchAsync(queueUrl, messages, [index], results, cancellationToken);
            }
        }
        catch (AmazonSQSException exception) when (IsTooLong(exception.ErrorCode))
        {
            results[left[0]] = new SendResult(false, TooLong);
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            foreach (var index in left)
            {
                results[index] = new SendResult(false, CallFailure.Name(exception));
            }
        }

        // An entry that a later attempt refused may have been accepted by an earlier one.
        foreach (var index in mayBeSent ? batch.Where(index => !results[index].IsSent) : [])
        {
            results[index] = results[index] with { MayBeSent = true };
        }
    }

    /// <summary>Reads each entry's result from the answer, which may have them in any order.</summary>
    /// <returns>The indices to retry.</returns>
    private static List<int> Sort(List<int> indices, SendMessageBatchResponse response, SendResult[] results)
    {
        foreach (var index in indices)
        {
            results[index] = NoAnswer;
        }

        foreach (var entry in response.Successful ?? [])
        {
            if (IndexOf(entry.Id, indices) is { } index)
            {
                results[index] = new SendResult(true) { MessageId = entry.MessageId };
            }
        }

        List<int> left = [];
        foreach (var error in response.Failed ?? [])
        {
            if (IndexOf(error.Id, indices) is { } index)
            {
                results[index] = new SendResult(false, IsTooLong(error.Code) ? TooLong : error.Code);
                if (error.SenderFault != true || TransientFaults.IsTransientCode(error.Code))
                {
                    left.Add(index);
                }
            }
        }

        left.AddRange(indices.Where(index => results[index] == NoAnswer));
        return left;
    }

    /// <summary>
    /// Whether SQS refuses a message larger than the queue allows. <c>InvalidParameterValue</c> may also mean an attribute that SQS does not
    /// support; that message can never be sent unchanged either.
    /// </summary>
    private static bool IsTooLong(string? code) =>
        code is "InvalidParameterValue" or "BatchRequestTooLong" or "AWS.SimpleQueueService.BatchRequestTooLong";

    private static int? IndexOf(string entryId, List<int> indices) =>
        int.TryParse(entryId, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && indices.Contains(index) ? index : null;

    private static SendMessageBatchRequestEntry Entry(int index, OutgoingMessage message) => new(EntryId(index), message.Body)
    {
        MessageAttributes = message.Attributes.Count == 0 ? null : new(message.Attributes),
        MessageGroupId = message.GroupId,
        MessageDeduplicationId = message.DeduplicationId,
        MessageSystemAttributes = message.TraceHeader is { } trace
            ? new() { [MessageSystemAttributeNameForSends.AWSTraceHeader] = new() { DataType = "String", StringValue = trace } }
            : null,
    };

    private static string EntryId(int index) => index.ToString(CultureInfo.InvariantCulture);
}
