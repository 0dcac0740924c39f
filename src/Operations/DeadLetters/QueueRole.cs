using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Settings;

namespace Orders.Operations.DeadLetters;

/// <summary>A dead-letter queue of the settings, and the target of its messages.</summary>
/// <param name="Name">The dead-letter queue's name, with the deployment's prefix.</param>
/// <param name="Target">The queue to which its messages are redriven; null if there is none.</param>
/// <param name="IsOrders">Whether its messages are for the Processor, whose rules then apply to their bodies.</param>
internal sealed record QueueRole(string Name, string? Target, bool IsOrders)
{
    private const string ConsumerPrefix = "consumer:";
    private const string SenderPrefix = "sender:";

    /// <summary>The outside sender of its messages; null on the other queues.</summary>
    public string? Sender { get; init; }

    /// <summary>The queue's account and region; null before it is opened.</summary>
    public AwsPlace? Place { get; init; }

    /// <summary>The queue's name with its account and region.</summary>
    public string Title => Place is null ? Name : $"{Name} ({Place})";

    /// <summary>Whether it is a FIFO queue.</summary>
    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>Finds a queue.</summary>
    /// <param name="settings">The settings that hold the names.</param>
    /// <param name="name">A dead-letter queue's name in the settings, <c>sender:&lt;name&gt;</c> or <c>consumer:&lt;name&gt;</c>; null for the orders' one.</param>
    /// <param name="prefix">The deployment's prefix; empty for none.</param>
    /// <exception cref="CommandException">The settings have no such queue.</exception>
    public static QueueRole Find(PipelineSettings settings, string? name, string prefix)
    {
        var all = All(settings, prefix);
        return all.GetValueOrDefault(name ?? settings.OrdersQueue.DeadLetterQueue)
            ?? throw new CommandException($"--queue must be one of {string.Join(", ", all.Keys)}.") { ExitCode = ExitCodes.Usage };
    }

    /// <summary>Returns the dead-letter queues of a deployment by the names that <c>--queue</c> takes.</summary>
    public static OrderedDictionary<string, QueueRole> All(PipelineSettings settings, string prefix)
    {
        var (orders, events) = (settings.OrdersQueue, settings.OrderEventsDlq.Name);
        var all = new OrderedDictionary<string, QueueRole>(StringComparer.Ordinal)
        {
            [orders.DeadLetterQueue] = new(prefix + orders.DeadLetterQueue, prefix + orders.Name, IsOrders: true),
            [events] = new(prefix + events, Target: null, IsOrders: false),
        };
        foreach (var sender in settings.Senders)
        {
            all[SenderPrefix + sender.Name] = new(prefix + sender.DeadLetterQueue, prefix + sender.Queue, IsOrders: true) { Sender = sender.Name };
        }

        foreach (var consumer in settings.Consumers)
        {
            all[ConsumerPrefix + consumer.Name] = new(prefix + consumer.DeadLetterQueue, prefix + consumer.Queue, IsOrders: false);
        }

        return all;
    }
}
