using System.Text;
using Amazon.SQS;
using Orders.Messages;
using Orders.Model;

namespace Orders.Cli.Demo;

/// <summary>Moves orders along their lifecycle as fulfilment would: over HTTP where the order came so, else by a message.</summary>
internal sealed class StatusDriver(HttpClient api, IAmazonSQS sqs, string queueUrl, Ledger ledger)
{
    private const int SideBySide = 8;

    /// <summary>Asks for one move of many orders.</summary>
    /// <param name="orders">The orders, each with whether it came over HTTP.</param>
    /// <param name="to">Where they shall move.</param>
    /// <param name="version">The version that the move leads to.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task MoveAsync(IEnumerable<(OrderId Id, bool IsHttp)> orders, OrderStatus to, int version, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(orders, options, async (order, token) =>
        {
            if (order.IsHttp)
            {
                await AskAsync(order.Id, to, token);
            }
            else
            {
                await sqs.SendMessageAsync(queueUrl, OrderMessageWriter.Change(new ChangeStatus(order.Id, to, Reason: "demo")), token);
            }

            ledger.Change(order.Id, to, version);
        });
    }

    private async Task AskAsync(OrderId id, OrderStatus to, CancellationToken cancellationToken)
    {
        using var request = to == OrderStatus.Cancelled
            ? new HttpRequestMessage(HttpMethod.Delete, new Uri($"orders/{id}", UriKind.Relative))
            : new HttpRequestMessage(HttpMethod.Put, new Uri($"orders/{id}", UriKind.Relative))
            {
                Content = new StringContent($$"""{"status":"{{to.ToWire()}}"}""", Encoding.UTF8, "application/json"),
            };
        using var response = await api.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            ledger.Problems.Enqueue($"A move to {to.ToWire()} was answered {(int)response.StatusCode}.");
        }
    }
}
