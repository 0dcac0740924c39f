using Orders.Operations.Failures;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>What a redrive is going to do, message by message: a dry run shows it, <see cref="Redrive"/> carries it out.</summary>
/// <param name="Role">The queue, and where its messages belong.</param>
/// <param name="Target">The name of the queue they are sent to.</param>
/// <param name="Options">How it is done.</param>
/// <param name="Entries">All that were selected, the longest dead first.</param>
internal sealed record RedrivePlan(QueueRole Role, string Target, RedriveOptions Options, IReadOnlyList<PlannedRedrive> Entries)
{
    /// <summary>Those that are sent.</summary>
    public IEnumerable<PlannedRedrive> Ready => Entries.Where(static entry => entry.IsReady);

    /// <summary>Those that are not, each with its reason.</summary>
    public IEnumerable<PlannedRedrive> Refused => Entries.Where(static entry => !entry.IsReady);

    /// <summary>Makes the plan. Nothing is called and nothing changed.</summary>
    /// <exception cref="CommandException">No queue takes these messages back.</exception>
    public static RedrivePlan Of(IReadOnlyList<Letter> letters, QueueRole role, RedriveOptions options) => new(
        role,
        role.Target ?? throw new CommandException(
            $"No queue takes back what is on {role.Name}: it has records of the stream, not messages. Send their events again with ./orders events replay.")
        {
            ExitCode = ExitCodes.Usage,
        },
        options,
        // A clock that is ahead of SQS's lets the cut-off come too late: this very redrive's own messages are never sent again by it.
        [.. letters.Where(letter => letter.Redrive?.IsOf(options.By, options.At) != true).Select(letter => PlannedRedrive.Of(letter, role, options))]);
}
