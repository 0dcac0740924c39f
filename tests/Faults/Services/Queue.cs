using Amazon.SQS.Model;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Services;

/// <summary>
/// One SQS queue. A standard queue delivers in any order, and sometimes again; a FIFO queue delivers the messages of a group in
/// their order, one delivery at a time, and takes a deduplication id once in five minutes.
/// </summary>
internal sealed class Queue(Universe universe, string name, TimeSpan visibilityTimeout, Queue? deadLetters = null, int maxReceiveCount = int.MaxValue, int mostBytes = 256 * 1024)
{
    private static readonly TimeSpan DeduplicationInterval = TimeSpan.FromMinutes(5);

    private readonly List<QueueMessage> _messages = [];
    private readonly Dictionary<string, (string MessageId, DateTimeOffset At)> _deduplication = [];

    /// <summary>The code with which it refuses every message; null while it works.</summary>
    public string? Refusal { get; set; }

    /// <summary>Rings when a message may be due.</summary>
    public Bell Bell { get; } = new(universe);

    public string Name => name;

    public string Url => $"https://sqs.test/000000000000/{name}";

    public bool IsFifo => name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>The largest message that it takes.</summary>
    public int MaxBytes => mostBytes;

    /// <summary>What is on the queue, in the order in which it was sent.</summary>
    public IReadOnlyList<QueueMessage> Messages => _messages;

    /// <summary>Every message that was ever accepted, in order.</summary>
    public List<QueueMessage> Accepted { get; } = [];

    /// <summary>Takes a message.</summary>
    /// <returns>Its id.</returns>
    public string Send(
        string body, IReadOnlyDictionary<string, MessageAttributeValue>? attributes = null, string? groupId = null, string? deduplicationId = null)
    {
        if (IsFifo)
        {
            if (groupId is null || deduplicationId is null)
            {
                throw SqsErrors.Refusal("MissingParameter");
            }

            if (_deduplication.TryGetValue(deduplicationId, out var seen) && universe.Now < seen.At + DeduplicationInterval)
            {
                return seen.MessageId;
            }
        }

        var message = new QueueMessage
        {
            Id = universe.Dice.Id(),
            Body = body,
            Attributes = attributes ?? new Dictionary<string, MessageAttributeValue>(),
            SentAt = universe.Now,
            GroupId = groupId,
            DeduplicationId = deduplicationId,
            VisibleAt = universe.Now,
        };
        if (IsFifo)
        {
            _deduplication[deduplicationId!] = (message.Id, universe.Now);
        }

        _messages.Add(message);
        Accepted.Add(message);
        Bell.RingAt(universe.Now);
        return message.Id;
    }

    /// <summary>Receives up to a number of messages and hides them; what was received too often moves to the dead-letter queue.</summary>
    public IReadOnlyList<QueueMessage> Receive(int max)
    {
        var received = new List<QueueMessage>();
        MoveWhatWasReceivedTooOften();
        foreach (var message in (IsFifo ? FirstOfEachGroup() : universe.Dice.Shuffled(_messages.Where(IsDue))).Take(max))
        {

            message.ReceiveCount++;
            message.VisibleAt = universe.Dice.Hits(universe.Rates.DeliverAgain) && !IsFifo
                ? universe.Now + universe.Dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5))
                : universe.Now + visibilityTimeout;
            Bell.RingAt(message.VisibleAt);
            received.Add(message);
        }

        return received;
    }

    /// <summary>The handle of a message's latest delivery.</summary>
    public static string HandleOf(QueueMessage message) => $"{message.Id}#{message.ReceiveCount}";

    /// <summary>Deletes by a receipt handle; that of an earlier delivery works, too, as it mostly does on a standard queue.</summary>
    public void Delete(string handle)
    {
        if (Find(handle) is { } message)
        {
            // A server of the queue that was away may deliver it once more.
            if (!IsFifo && universe.Dice.Hits(universe.Rates.DeliverAgain / 10))
            {
                message.VisibleAt = universe.Now;
                Bell.RingAt(universe.Now);
                return;
            }

            message.IsDeleted = true;
            _messages.Remove(message);
        }
    }

    /// <summary>Takes a message away, as somebody does who has received it.</summary>
    public void Remove(QueueMessage message) => _messages.Remove(message);

    /// <summary>Hides a message from now on.</summary>
    public void ChangeVisibility(string handle, TimeSpan timeout)
    {
        var message = Find(handle) ?? throw SqsErrors.Refusal("ReceiptHandleIsInvalid");
        if (handle == HandleOf(message))
        {
            message.VisibleAt = universe.Now + timeout;
            Bell.RingAt(message.VisibleAt);
        }
    }

    private bool IsDue(QueueMessage message) => message.VisibleAt <= universe.Now;

    // A group whose first message is being handled waits.
    private List<QueueMessage> FirstOfEachGroup() =>
        [.. _messages.GroupBy(static message => message.GroupId, StringComparer.Ordinal).Select(static group => group.First()).Where(IsDue)];

    private QueueMessage? Find(string handle) => _messages.Find(message => message.Id == handle.Split('#')[0]);

    private void MoveWhatWasReceivedTooOften()
    {
        if (deadLetters is not null)
        {
            foreach (var message in _messages.Where(message => IsDue(message) && message.ReceiveCount >= maxReceiveCount).ToList())
            {
                MoveToDeadLetters(message);
            }
        }
    }

    private void MoveToDeadLetters(QueueMessage message)
    {
        _messages.Remove(message);
        universe.Note(name, () => $"moves {message.Id} to {deadLetters!.Name} after {message.ReceiveCount} deliveries");
        var moved = new QueueMessage
        {
            Id = message.Id,
            Body = message.Body,
            Attributes = message.Attributes,
            SentAt = message.SentAt,
            GroupId = message.GroupId,
            DeduplicationId = message.DeduplicationId,
            VisibleAt = universe.Now,
        };
        deadLetters!._messages.Add(moved);
        deadLetters.Accepted.Add(moved);
    }
}
