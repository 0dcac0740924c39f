using Orders.Model;
using Orders.Settings;
using Orders.Tests.Faults.Fuzzing.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>A function behind its own serializer, from an event's bytes to the response's. Not for two threads at once.</summary>
/// <param name="mutatesEnvelope">
/// Whether the event itself is mutated where Lambda makes it: then its serializer may refuse it, and all comes again. It also holds the
/// names that a service gives to messages and records, which are logged.
/// </param>
internal abstract class Target(bool mutatesEnvelope) : IDisposable
{
    protected const string OrdersQueueUrl = "http://127.0.0.1:1/000000000000/orders";
    protected const string DeadLettersUrl = "http://127.0.0.1:1/000000000000/orders-dlq";

    protected static readonly TableSettings TableSettings = new("Orders", new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 2);

    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(10);

    /// <summary>What <see cref="Mutate"/> starts from.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>How much CPU time the function took, from bytes to bytes, for the last input.</summary>
    public TimeSpan CpuTime { get; private set; }

    protected bool MutatesEnvelope { get; } = mutatesEnvelope;

    protected InstantSqs Sqs { get; } = new();

    protected LogLines Log { get; } = new();

    protected Dice Dice { get; } = new(7);

    /// <summary>Another input, made from one.</summary>
    public abstract byte[] Mutate(byte[] parent, Dice dice);

    /// <summary>Gives the function an input, and judges what becomes of it.</summary>
    /// <returns>The outcome, in words to count by.</returns>
    /// <exception cref="Escape">It is none that an input may have.</exception>
    public string Run(byte[] input)
    {
        Sqs.Begin();
        Log.Begin();
        Begin();
        var outcome = Judge(input);
        Log.Check(mayHaveContent: MutatesEnvelope);
        return outcome;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract string Judge(byte[] input);

    protected virtual void Begin()
    {
    }

    protected virtual void Dispose(bool disposing)
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

    // The services answer at once, so there is nothing to wait for.
    protected static T Complete<T>(Task<T> task)
    {
        Escape.When(!task.IsCompleted && !task.Wait(Hangs), "hangs", "no answer");
        return task.GetAwaiter().GetResult();
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
            UpdatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000 + index),
        };
    })];
}
