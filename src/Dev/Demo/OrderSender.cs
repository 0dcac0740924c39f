using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Validation;

namespace Orders.Dev.Demo;

/// <summary>Sends orders as clients do, and records the answers in the ledger.</summary>
internal sealed class OrderSender(ApiClient api, IAmazonSQS sqs, string queueUrl, Ledger ledger)
{
    /// <summary>The maximum number of times that the part of an array that was not queued is sent again.</summary>
    private const int Rounds = 30;

    /// <summary>Sends one request with all of a batch.</summary>
    public Task SendAsync(IReadOnlyList<PlannedSend> batch, CancellationToken cancellationToken)
    {
        ledger.Send(batch.Count);
        return batch[0].Channel switch
        {
            Channel.Http => SendSingleAsync(batch[0], cancellationToken),
            Channel.HttpArray => SendArrayAsync(batch, cancellationToken),
            _ => SendMessagesAsync(batch, cancellationToken),
        };
    }

    private async Task SendSingleAsync(PlannedSend send, CancellationToken cancellationToken)
    {
        // An order without a key would be a new order if sent again; an invalid one is never an order.
        using var response = await PostAsync(send.Body, isRepeatable: send.Key is not null || send.Content is null, cancellationToken);
        if (response is null || response.StatusCode >= HttpStatusCode.InternalServerError)
        {
            ledger.Unanswered(send, $"{(int?)response?.StatusCode}");
            return;
        }

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        if (response.StatusCode == HttpStatusCode.OK)
        {
            Enter(send, body.RootElement, response.Headers.Contains("Idempotency-Replayed"));
        }
        else
        {
            EnterRefusal(send, body.RootElement, (int)response.StatusCode);
        }
    }

    private async Task SendArrayAsync(IReadOnlyList<PlannedSend> batch, CancellationToken cancellationToken)
    {
        for (var round = 1; batch.Count > 0; round++)
        {
            using var response = await PostAsync($"[{string.Join(',', batch.Select(static send => send.Body))}]", isRepeatable: true, cancellationToken);
            if (response?.StatusCode != HttpStatusCode.OK)
            {
                ledger.Problems.Enqueue($"An array of {Counted.Of(batch.Count, "order")} was answered {(int?)response?.StatusCode}.");
                return;
            }

            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            var results = body.RootElement.GetProperty("results").EnumerateArray().ToList();
            if (results.Count != batch.Count)
            {
                ledger.Problems.Enqueue($"An array of {Counted.Of(batch.Count, "order")} got {Counted.Of(results.Count, "result")}.");
                return;
            }

            // The same order twice in one array is one message, and one promise.
            var first = batch.DistinctBy(static send => send.Body).ToHashSet(ReferenceEqualityComparer.Instance);
            batch =
            [
                .. batch.Zip(results).Where(entry => !TryEnter(entry.First, entry.Second, isLast: round == Rounds, isRepeat: entry.First.Key is not null && !first.Contains(entry.First)))
                    .Select(static entry => entry.First),
            ];
        }
    }

    /// <returns>False if the order was not queued and must be sent again.</returns>
    private bool TryEnter(PlannedSend send, JsonElement result, bool isLast, bool isRepeat)
    {
        if (result.TryGetProperty("order_id", out _))
        {
            if (isRepeat)
            {
                ledger.AcceptAgain();
            }
            else
            {
                Enter(send, result, isReplay: false);
            }
        }
        else if (!isLast && Refusal(result).Code == ErrorCodes.Unavailable)
        {
            return false;
        }
        else
        {
            EnterRefusal(send, result, status: 200);
        }

        return true;
    }

    private async Task SendMessagesAsync(IReadOnlyList<PlannedSend> batch, CancellationToken cancellationToken)
    {
        // Out of order on purpose: the change must wait for its order.
        foreach (var send in batch.Where(static send => send.IsMovedEarly))
        {
            var id = OrderId.FromKey(PlannedSend.Source, send.Key!);
            await sqs.SendMessageAsync(queueUrl, OrderMessageWriter.Change(new ChangeStatus(id, OrderStatus.Processing)), cancellationToken);
            ledger.Change(id, OrderStatus.Processing, version: 2);
        }

        var entries = batch.Select(static (send, index) => new SendMessageBatchRequestEntry($"{index}", send.Body)).ToList();
        var response = await sqs.SendMessageBatchAsync(queueUrl, entries, cancellationToken);
        foreach (var failed in response.Failed ?? [])
        {
            ledger.Problems.Enqueue($"The queue did not accept a message: {failed.Code}.");
        }

        foreach (var entry in response.Successful ?? [])
        {
            var send = batch[int.Parse(entry.Id)];
            if (send.Refusal is not null)
            {
                ledger.AcceptInvalid(entry.MessageId, send);
            }
            else
            {
                ledger.Messages[entry.MessageId] = send.Body;
                var id = OrderId.FromKey(PlannedSend.Source, send.Key!);
                ledger.Queued[id] = 0;
                ledger.Accept(id, send.Content!);
            }
        }
    }

    private Task<HttpResponseMessage?> PostAsync(string body, bool isRepeatable, CancellationToken cancellationToken) => api.SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, new Uri("orders", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") },
        isRepeatable,
        cancellationToken);

    private void Enter(PlannedSend send, JsonElement answer, bool isReplay)
    {
        if (send.Content is null || !OrderId.TryParse(answer.GetProperty("order_id").GetString(), out var id))
        {
            ledger.Problems.Enqueue("An invalid order was accepted, or an order was given no id.");
        }
        else if (isReplay)
        {
            ledger.Replay(id, send.Content);
        }
        else
        {
            ledger.Accept(id, send.Content);
        }
    }

    private void EnterRefusal(PlannedSend send, JsonElement answer, int status)
    {
        ledger.Refuse();
        var refusal = Refusal(answer);
        var isConflict = send.Content is not null && refusal.Code == ErrorCodes.KeyConflict;
        if (!isConflict && refusal != send.Refusal)
        {
            ledger.Problems.Enqueue($"An order was refused with {status}, {refusal.Field} {refusal.Code}.");
        }
    }

    private static (string? Field, string? Code) Refusal(JsonElement answer) =>
        answer.TryGetProperty("details", out var details) && details[0] is { ValueKind: JsonValueKind.Object } detail
            ? (detail.GetProperty("field").GetString(), detail.GetProperty("code").GetString())
            : default;
}
