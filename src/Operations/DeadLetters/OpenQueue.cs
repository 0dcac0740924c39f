using Amazon.SQS;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Resilience;

namespace Orders.Operations.DeadLetters;

/// <summary>A dead-letter queue that a command works on, with the messages that it received.</summary>
internal sealed class OpenQueue : IAsyncDisposable
{
    private readonly Connection _connection;
    private bool _hasSelected;

    private OpenQueue(Connection connection, IAmazonSQS sqs, AwsPipelines pipelines, QueueRole role, string url, TimeSpan lease, CancellationToken interrupted)
    {
        (_connection, Sqs, Pipelines, Role, Url) = (connection, sqs, pipelines, role, url);
        Letters = new LetterQueue(sqs, pipelines.Sqs, url) { Sender = role.Sender };
        Hold = new LetterHold(Letters, lease, TimeProvider.System, Progress.Say, interrupted);
    }

    /// <summary>The SQS client.</summary>
    public IAmazonSQS Sqs { get; }

    /// <summary>The retry pipelines.</summary>
    public AwsPipelines Pipelines { get; }

    /// <summary>The queue's role, with its account and region.</summary>
    public QueueRole Role { get; }

    /// <summary>The queue's URL.</summary>
    public string Url { get; }

    /// <summary>The queue's calls.</summary>
    public LetterQueue Letters { get; }

    /// <summary>The received messages.</summary>
    public LetterHold Hold { get; }

    /// <summary>When the command started. Later messages are left alone.</summary>
    public DateTimeOffset Start { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Whether selections say on standard error what they did not see: messages that another reader has received, and a reason that no message has.</summary>
    public bool SaysNotes { get; set; } = true;

    /// <summary>Opens a queue.</summary>
    /// <param name="connection">How AWS is reached.</param>
    /// <param name="role">The queue.</param>
    /// <param name="lease">The visibility timeout of received messages, in whole seconds.</param>
    /// <param name="cancellationToken">The command's interruption: it also limits how long messages are made visible at the end.</param>
    /// <exception cref="CommandException">The queue does not exist.</exception>
    public static async Task<OpenQueue> OpenAsync(Connection connection, QueueRole role, TimeSpan lease, CancellationToken cancellationToken)
    {
        var sqs = connection.NewSqsClient();
        var pipelines = Connection.NewPipelines(TimeProvider.System);
        var url = await connection.UrlOfAsync(sqs, role.Name, cancellationToken);
        return new OpenQueue(connection, sqs, pipelines, role with { Place = await AwsPlace.OfQueueAsync(sqs, pipelines.Sqs, url, cancellationToken) }, url, lease, cancellationToken);
    }

    /// <summary>Returns the URL of another queue of the same deployment.</summary>
    /// <exception cref="CommandException">The queue does not exist.</exception>
    public Task<string> UrlOfAsync(string name, CancellationToken cancellationToken) => _connection.UrlOfAsync(Sqs, name, cancellationToken);

    /// <summary>Receives the messages that match.</summary>
    public async Task<Selection> SelectAsync(LetterFilter filter, Action<string> say, CancellationToken cancellationToken)
    {
        var selection = await Selection.TakeAsync(Hold, filter, Start, count => say(Progress.Reading(Role.Name, count)), cancellationToken);
        // A redrive in windows has sent the messages with the reason before it selects again.
        foreach (var note in new[] { selection.OddNote, SaysNotes && !_hasSelected ? selection.ReasonNote : null }.OfType<string>())
        {
            Progress.Say(SafeText.Clean(note));
        }

        _hasSelected = true;
        var (visible, heldElsewhere) = await Hold.CountOthersAsync(cancellationToken);
        if (heldElsewhere > 0 && SaysNotes)
        {
            SaysNotes = false;
            Progress.Say($"{Counted.Of(heldElsewhere, "more message is", "more messages are")} hidden on {Role.Name}: another reader has received {(heldElsewhere == 1 ? "it" : "them")}.");
        }

        return selection with
        {
            HeldElsewhere = heldElsewhere,
            // A FIFO queue returns the next messages of a group only once the first ones are deleted.
            IsComplete = selection.IsComplete && (!Role.IsFifo || visible == 0 || filter.IsFilledBy(selection.Letters.Count)),
        };
    }

    /// <summary>Makes the messages that were not deleted visible again.</summary>
    public async ValueTask DisposeAsync()
    {
        await Hold.DisposeAsync();
        Sqs.Dispose();
    }
}
