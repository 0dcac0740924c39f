using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;

namespace Orders.Cli.DeadLetters;

/// <summary>The options of every command that works on a dead-letter queue: which one, and how long it may hide messages.</summary>
internal sealed class QueueOptions(AwsOptions aws)
{
    private const int DefaultLeaseSeconds = 60;

    private readonly Option<string?> _queue = new("--queue") { Description = "orders-dlq (default), order-events-dlq or consumer:<name>." };
    private readonly Option<decimal?> _lease = NumberOption.CreateInteger(
        "--lease",
        $"For how many seconds messages are hidden at a time; renewed while the command runs, so it counts only where that is killed. Default: {DefaultLeaseSeconds}.",
        min: 5,
        max: 3600);

    /// <summary>Adds them, and those of AWS, to a command.</summary>
    public void AddTo(Command command)
    {
        _queue.Suggest(result => QueueRole.All(aws.Settings(result), prefix: "").Keys);
        command.Add(_queue);
        command.Add(_lease);
        aws.AddTo(command);
    }

    /// <summary>Opens the queue of the options.</summary>
    public Task<OpenQueue> OpenAsync(ParseResult result, CancellationToken cancellationToken) => OpenAsync(result, Role(result), cancellationToken);

    /// <summary>Opens a queue.</summary>
    public Task<OpenQueue> OpenAsync(ParseResult result, QueueRole role, CancellationToken cancellationToken) =>
        OpenQueue.OpenAsync(aws.Connection(result), role, TimeSpan.FromSeconds((int)(result.GetValue(_lease) ?? DefaultLeaseSeconds)), cancellationToken);

    /// <summary>Whether a queue was named.</summary>
    public bool IsGiven(ParseResult result) => result.GetValue(_queue) is not null;

    /// <summary>The queue of the options.</summary>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public QueueRole Role(ParseResult result) => QueueRole.Find(aws.Settings(result), result.GetValue(_queue), aws.Prefix(result));
}
