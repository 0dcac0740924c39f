using Orders.Operations.Failures;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The plan of a redrive, message by message: a dry run prints it, <see cref="Redrive"/> carries it out.</summary>
/// <param name="Role">The dead-letter queue.</param>
/// <param name="Target">The name of the queue to which messages are sent.</param>
/// <param name="Options">The options.</param>
/// <param name="Entries">All selected messages, oldest dead letter first.</param>
internal sealed record RedrivePlan(QueueRole Role, string Target, RedriveOptions Options, IReadOnlyList<PlannedRedrive> Entries)
{
    /// <summary>The messages that are sent.</summary>
    public IEnumerable<PlannedRedrive> Ready => Entries.Where(static entry => entry.IsReady);

    /// <summary>The messages that are refused, each with its reason.</summary>
    public IEnumerable<PlannedRedrive> Refused => Entries.Where(static entry => !entry.IsReady);

    /// <summary>Makes the plan. Calls no service and changes nothing.</summary>
    /// <exception cref="CommandException">The messages of this queue cannot be redriven.</exception>
    public static RedrivePlan Of(IReadOnlyList<Letter> letters, QueueRole role, RedriveOptions options) => new(
        role,
        role.Target ?? throw new CommandException(
            $"Messages on {role.Name} cannot be redriven: they report records of the stream. Send their events again with ./orders events replay.")
        {
            ExitCode = ExitCodes.Usage,
        },
        options,
        // If this clock is ahead of SQS's, messages of this very redrive may pass the cut-off. They are never sent again.
        [.. letters.Where(letter => letter.Redrive?.IsOf(options.By, options.At) != true).Select(letter => PlannedRedrive.Of(letter, role, options))]);
}
