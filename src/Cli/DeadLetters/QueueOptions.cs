using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;

namespace Orders.Cli.DeadLetters;

/// <summary>The options of every command that works on a dead-letter queue: its name, and how long messages are hidden.</summary>
internal sealed class QueueOptions(AwsOptions aws)
{
    private const int DefaultLeaseSeconds = 60;

    private readonly Option<string?> _queue = new("--queue") { Description = "orders-dlq (default), order-events-dlq or consumer:<name>." };
    private readonly Option<decimal?> _lease = NumberOption.CreateInteger(
        "--lease",
        $"How many seconds messages are hidden at a time. The command renews this while it runs, so it matters only if the command is killed. Default: {DefaultLeaseSeconds}.",
        min: 5,
        max: 3600);

    /// <summary>Adds these options and the AWS options to a command.</summary>
    public void AddTo(Command command)
    {
        _queue.Suggest(result => QueueRole.All(aws.Settings(result), prefix: "").Keys);
        command.Add(_queue);
        command.Add(_lease);
        aws.AddTo(command);
    }

    /// <summary>Opens the queue that the options name.</summary>
    public Task<OpenQueue> OpenAsync(ParseResult result, CancellationToken cancellationToken) => OpenAsync(result, Role(result), cancellationToken);

    /// <summary>Opens a queue.</summary>
    public Task<OpenQueue> OpenAsync(ParseResult result, QueueRole role, CancellationToken cancellationToken) =>
        OpenQueue.OpenAsync(aws.Connection(result), role, TimeSpan.FromSeconds((int)(result.GetValue(_lease) ?? DefaultLeaseSeconds)), cancellationToken);

    /// <summary>Whether <c>--queue</c> was given.</summary>
    public bool IsGiven(ParseResult result) => result.GetValue(_queue) is not null;

    /// <summary>Returns the queue that the options name.</summary>
    /// <exception cref="CommandException">No queue has that name.</exception>
    public QueueRole Role(ParseResult result) => QueueRole.Find(aws.Settings(result), result.GetValue(_queue), aws.Prefix(result));
}
