using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Model;

namespace Orders.Dev.Demo;

/// <summary>Changes orders' statuses along the lifecycle as fulfilment would: some over HTTP one by one, the others by messages.</summary>
internal sealed class StatusDriver(ApiClient api, IAmazonSQS sqs, string queueUrl, Ledger ledger)
{
    private const int SideBySide = 8;
    private const int MessagesPerRequest = 10;

    /// <summary>Requests one change of many orders.</summary>
    /// <param name="orders">The orders, each with whether its change goes over HTTP.</param>
    /// <param name="to">The new status.</param>
    /// <param name="version">The version after the change.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task MoveAsync(IReadOnlyList<(OrderId Id, bool OverHttp)> orders, OrderStatus to, int version, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        var asked = orders.Where(static order => order.OverHttp).Select(static order => order.Id);
        var sent = orders.Where(static order => !order.OverHttp).Select(static order => order.Id).Chunk(MessagesPerRequest);
        await Task.WhenAll(
            Parallel.ForEachAsync(asked, options, async (id, token) => await AskAsync(id, to, version, token)),
            Parallel.ForEachAsync(sent, options, async (ids, token) => await SendAsync(ids, to, version, token)));
    }

    /// <summary>Sends both changes of orders at once, COMPLETED before PROCESSING: a standard queue does not keep their order.</summary>
    public Task CompleteInWrongOrderAsync(IReadOnlyList<OrderId> orders, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(orders.Chunk(MessagesPerRequest), options, async (ids, token) =>
        {
            await SendAsync(ids, OrderStatus.Completed, 3, token);
            await SendAsync(ids, OrderStatus.Processing, 2, token);
        });
    }

    private async Task SendAsync(OrderId[] ids, OrderStatus to, int version, CancellationToken cancellationToken)
    {
        var entries = ids.Select((id, index) =>
            new SendMessageBatchRequestEntry($"{index}", OrderMessageWriter.Change(new ChangeStatus(id, to, Reason: "demo")))).ToList();
        var response = await sqs.SendMessageBatchAsync(queueUrl, entries, cancellationToken);
        foreach (var failed in response.Failed ?? [])
        {
            ledger.Problems.Enqueue($"The queue did not accept a status change: {failed.Code}.");
        }

        foreach (var entry in response.Successful ?? [])
        {
            ledger.Change(ids[int.Parse(entry.Id)], to, version);
        }
    }

    private async Task AskAsync(OrderId id, OrderStatus to, int version, CancellationToken cancellationToken)
    {
        // A repeated request is the same change, and the API answers so.
        using var response = await api.SendAsync(
            () => to == OrderStatus.Cancelled
                ? new HttpRequestMessage(HttpMethod.Delete, new Uri($"orders/{id}", UriKind.Relative))
                : new HttpRequestMessage(HttpMethod.Put, new Uri($"orders/{id}", UriKind.Relative))
                {
                    Content = new StringContent($$"""{"status":"{{to.ToWire()}}"}""", Encoding.UTF8, "application/json"),
                },
            isRepeatable: true,
            cancellationToken);
        if (response is { IsSuccessStatusCode: true })
        {
            ledger.Change(id, to, version);
        }
        else
        {
            ledger.Problems.Enqueue($"A change to {to.ToWire()} was answered {(int?)response?.StatusCode}.");
        }
    }
}
