using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Operations.DeadLetters;

/// <summary>Several dead-letter queues that a command works on.</summary>
internal sealed class OpenQueues : IAsyncDisposable
{
    private readonly List<OpenQueue> _all = [];

    /// <summary>The queues.</summary>
    public IReadOnlyList<OpenQueue> All => _all;

    /// <summary>Opens queues.</summary>
    /// <inheritdoc cref="OpenQueue.OpenAsync"/>
    /// <exception cref="CommandException">A queue does not exist.</exception>
    public static async Task<OpenQueues> OpenAsync(Connection connection, IEnumerable<QueueRole> roles, TimeSpan lease, CancellationToken cancellationToken)
    {
        var queues = new OpenQueues();
        try
        {
            foreach (var role in roles)
            {
                queues._all.Add(await OpenQueue.OpenAsync(connection, role, lease, cancellationToken));
            }

            return queues;
        }
        catch
        {
            await queues.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the messages that were not deleted visible again.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _all)
        {
            await queue.DisposeAsync();
        }
    }
}
