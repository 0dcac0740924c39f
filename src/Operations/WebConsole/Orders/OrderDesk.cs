using Orders.Model;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Operations.Pipeline;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Letters;
using Orders.Storage;

namespace Orders.Operations.WebConsole.Orders;

/// <summary>Reads orders and their journeys.</summary>
internal sealed class OrderDesk(ConsoleDeployment deployment, LetterDesk letters) : IDisposable
{
    /// <summary>The maximum number of orders that a page lists.</summary>
    private const int Listed = 50;

    private readonly OpenPipeline _pipeline = new(deployment.Connection, deployment.Settings, deployment.Prefix);

    private OrderLookup Lookup => new(_pipeline.Orders, _pipeline.Rejections);

    /// <summary>Reads an order's journey. Its dead letters come from the last read of their queue, by any page, if that is recent.</summary>
    public async Task<Journey> FollowAsync(OrderId id, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var looks = await Part.TryAsync<IReadOnlyList<Look>>(
            Journey.DeadLetters,
            async () => await Task.WhenAll(deployment.OrdersQueues.Select(queue => letters.LookAsync(queue, LetterRead.Recent, cancellationToken))),
            problems,
            cancellationToken);
        // The row is read last, so that it includes every change that a letter mentions.
        var rows = looks is null
            ? await Lookup.FindAsync(id, cancellationToken)
            : await Part.TryAsync<FoundOrder>(Journey.Row, async () => await Lookup.FindAsync(id, cancellationToken), problems, cancellationToken);
        return Journey.Of(id, rows ?? new FoundOrder(), (looks ?? []).SelectMany(static look => look.Selection.Letters).Where(letter => LetterSubject.IsAbout(letter, id)), deployment.Settings.Consumers) with
        {
            SawAllDeadLetters = looks?.All(static look => look.IsComplete && look.Selection.HeldElsewhere == 0),
            Problems = problems,
        };
    }

    /// <summary>Returns the orders that have been pending for the longest time; null if the deployment does not index them.</summary>
    public async Task<OrderPage?> PendingAsync(CancellationToken cancellationToken) => _pipeline.Index.Covers(Lifecycle.Initial)
        ? await _pipeline.Index.ListAsync(Lifecycle.Initial, owner: null, Listed, after: null, cancellationToken)
        : null;

    /// <inheritdoc/>
    public void Dispose() => _pipeline.Dispose();
}
