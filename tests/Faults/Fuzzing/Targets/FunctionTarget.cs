using Orders.Model;
using Orders.Settings;
using Orders.Tests.Faults.Fuzzing.Services;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>A function behind its own serializer, from an event's bytes to the response's. Not for two threads at once.</summary>
/// <param name="mutatesEnvelope">
/// Whether the event itself is mutated where Lambda makes it: then its serializer may refuse it, and all comes again. It also holds the
/// names that a service gives to messages and records, which are logged.
/// </param>
internal abstract class FunctionTarget(bool mutatesEnvelope) : Target
{
    protected const string OrdersQueueUrl = "http://127.0.0.1:1/000000000000/orders";
    protected const string DeadLettersUrl = "http://127.0.0.1:1/000000000000/orders-dlq";

    protected static readonly TableSettings TableSettings = new("Orders", new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 2);

    protected bool MutatesEnvelope { get; } = mutatesEnvelope;

    protected InstantSqs Sqs { get; } = new();

    protected LogLines Log { get; } = new();

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        Sqs.Begin();
        Log.Begin();
        Begin();
        var outcome = Judge(input);
        Log.Check(mayHaveContent: MutatesEnvelope);
        return outcome;
    }

    protected abstract string Judge(byte[] input);

    protected virtual void Begin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        Sqs.Dispose();
        Log.Dispose();
    }

    /// <summary>Runs what is timed.</summary>
    protected T Timed<T>(Func<T> run)
    {
        var started = ThreadClock.Now;
        try
        {
            return run();
        }
        catch (Exception exception) when (exception is not Escape)
        {
            throw new Escape($"{exception.GetType().Name} came out of the function", exception.ToString());
        }
        finally
        {
            CpuTime = ThreadClock.Now - started;
        }
    }

    /// <summary>One order of each status, of one owner.</summary>
    protected static IReadOnlyList<Order> OrdersOf(string owner) => [.. Enum.GetValues<OrderStatus>().Select((status, index) =>
    {
        var content = new OrderContent { Item = "a", Quantity = 1, CustomerName = OrderLimits.DefaultCustomerName };
        return new Order
        {
            Id = OrderId.TryParse($"01982f4e-7a0c-7d31-9b4e-2f60c1d8a95{index}", out var id) ? id : default,
            Content = content,
            ContentHash = ContentHash.Of(content),
            Owner = owner,
            Status = status,
            CreatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000 + index),
            AcceptedAt = DateTimeOffset.UnixEpoch.AddDays(20_000 + index),
            UpdatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000 + index),
        };
    })];
}
