using Orders.Local.Settings;

namespace Orders.Cli.DeadLetters;

/// <summary>A dead-letter queue of the settings, and where its messages belong.</summary>
/// <param name="Name">The dead-letter queue's name, with the deployment's prefix.</param>
/// <param name="Target">The queue that its messages go back to; null where no queue takes them.</param>
/// <param name="IsOrders">Whether its messages are for the Processor, whose rules then apply to their bodies.</param>
internal sealed record QueueRole(string Name, string? Target, bool IsOrders)
{
    private const string ConsumerPrefix = "consumer:";

    /// <summary>Whether it is a FIFO queue.</summary>
    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>Finds the queue that is meant.</summary>
    /// <param name="settings">Has the names.</param>
    /// <param name="name">A dead-letter queue's name in the settings or <c>consumer:&lt;name&gt;</c>; null for that of orders.</param>
    /// <param name="prefix">The deployment's prefix; empty for none.</param>
    /// <exception cref="CommandException">There is no such queue in the settings.</exception>
    public static QueueRole Find(PipelineSettings settings, string? name, string prefix)
    {
        var orders = settings.OrdersQueue;
        if (name is null || name == orders.DeadLetterQueue)
        {
            return new QueueRole(prefix + orders.DeadLetterQueue, prefix + orders.Name, IsOrders: true);
        }

        if (name == settings.OrderEventsDlq.Name)
        {
            return new QueueRole(prefix + name, Target: null, IsOrders: false);
        }

        var consumer = settings.Consumers.FirstOrDefault(consumer => name == ConsumerPrefix + consumer.Name);
        return consumer is not null
            ? new QueueRole(prefix + consumer.DeadLetterQueue, prefix + consumer.Queue, IsOrders: false)
            : throw new CommandException(
                $"--queue must be one of {string.Join(", ", Names(settings))}.") { ExitCode = ExitCodes.Usage };
    }

    /// <summary>The names by which a dead-letter queue can be meant.</summary>
    public static IEnumerable<string> Names(PipelineSettings settings) =>
        [settings.OrdersQueue.DeadLetterQueue, settings.OrderEventsDlq.Name, .. settings.Consumers.Select(static consumer => ConsumerPrefix + consumer.Name)];
}
