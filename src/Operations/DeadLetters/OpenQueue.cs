using Amazon.SQS;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Resilience;
using Orders.Settings;

namespace Orders.Operations.DeadLetters;

/// <summary>A dead-letter queue that a command works on, with what it took from there.</summary>
internal sealed class OpenQueue : IAsyncDisposable
{
    private OpenQueue(IAmazonSQS sqs, AwsPipelines pipelines, QueueRole role, string url, TimeSpan lease)
    {
        (Sqs, Pipelines, Role, Url) = (sqs, pipelines, role, url);
        Hold = new LetterHold(new LetterQueue(sqs, pipelines.Sqs, url), lease, TimeProvider.System);
    }

    /// <summary>The client.</summary>
    public IAmazonSQS Sqs { get; }

    /// <summary>How calls are retried.</summary>
    public AwsPipelines Pipelines { get; }

    /// <summary>Which queue it is.</summary>
    public QueueRole Role { get; }

    /// <summary>Where it is.</summary>
    public string Url { get; }

    /// <summary>What was taken from it.</summary>
    public LetterHold Hold { get; }

    /// <summary>When the command began: the cut-off.</summary>
    public DateTimeOffset Start { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Finds the queue.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static async Task<OpenQueue> OpenAsync(Connection connection, QueueRole role, TimeSpan lease, CancellationToken cancellationToken)
    {
        var sqs = connection.NewSqsClient();
        var pipelines = new AwsPipelines(TimeProvider.System, SystemRandomness.NextDouble);
        var url = await Connection.UrlOfAsync(sqs, role.Name, cancellationToken);
        return new OpenQueue(sqs, pipelines, role, url, lease);
    }

    /// <summary>Takes the messages that match.</summary>
    public async Task<Selection> SelectAsync(LetterFilter filter, Action<string> say, CancellationToken cancellationToken)
    {
        var selection = await Selection.TakeAsync(Hold, filter, Start, count => say($"Looking: {Counted.Of(count, "message")}"), cancellationToken);
        if (selection.OddNote is { } note)
        {
            Progress.Say(SafeText.Clean(note));
        }

        return selection;
    }

    /// <summary>Gives back what was taken and not deleted.</summary>
    public async ValueTask DisposeAsync()
    {
        await Hold.DisposeAsync();
        if (Hold.NotGivenBack > 0)
        {
            Progress.Say($"{Counted.Of(Hold.NotGivenBack, "message")} could not be given back at once, and will be visible again when the lease is over.");
        }

        Sqs.Dispose();
    }
}
