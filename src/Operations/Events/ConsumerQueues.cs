using Orders.Events;
using Orders.Operations.Pipeline;

namespace Orders.Operations.Events;

/// <summary>The queues of consumers, each looked up for its first event. A missing queue is reported, and the other consumers get their
/// events.</summary>
/// <param name="find">Returns the URL of a consumer's queue; null if it does not exist.</param>
internal sealed class ConsumerQueues(Func<Consumer, Task<string?>> find)
{
    private readonly Dictionary<string, Consumer?> _found = new(StringComparer.Ordinal);

    /// <summary>The consumers whose queues were needed and do not exist.</summary>
    public IReadOnlyList<string> Missing => [.. _found.Where(static entry => entry.Value is null).Select(static entry => entry.Key)];

    /// <summary>A sentence for each missing queue.</summary>
    public IEnumerable<string> Problems => Missing.Select(static name => $"the queue of consumer {name} is missing: nothing was sent to it. Check --region, --prefix and --endpoint, or create the queue");

    /// <summary>Creates the queues of a pipeline's consumers, as <see cref="OpenPipeline.Consumers"/> names them.</summary>
    public static ConsumerQueues Of(OpenPipeline pipeline, CancellationToken cancellationToken) =>
        new(consumer => pipeline.FindUrlAsync(consumer.QueueUrl, cancellationToken));

    /// <summary>Finds the queues of consumers.</summary>
    /// <returns>The consumers whose queues exist.</returns>
    public async Task<IReadOnlyList<Consumer>> FindAsync(IEnumerable<Consumer> consumers)
    {
        var there = new List<Consumer>();
        foreach (var consumer in consumers)
        {
            if (!_found.TryGetValue(consumer.Name, out var found))
            {
                found = _found[consumer.Name] = await find(consumer) is { } url ? consumer with { QueueUrl = url } : null;
            }

            if (found is not null)
            {
                there.Add(found);
            }
        }

        return there;
    }
}
