using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Validation;

namespace Orders.Cli.Demo;

/// <summary>Sends orders as clients do, and enters in the ledger what they were told.</summary>
internal sealed class OrderSender(HttpClient api, IAmazonSQS sqs, string queueUrl, Ledger ledger)
{
    private const int Attempts = 5;

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
        using var response = await PostAsync(send.Body, cancellationToken);
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
        using var response = await PostAsync($"[{string.Join(',', batch.Select(static send => send.Body))}]", cancellationToken);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        if (response.StatusCode != HttpStatusCode.OK || body.RootElement.GetProperty("results").GetArrayLength() != batch.Count)
        {
            ledger.Problems.Enqueue($"An array of {batch.Count} orders was answered {(int)response.StatusCode}.");
            return;
        }

        foreach (var (send, result) in batch.Zip(body.RootElement.GetProperty("results").EnumerateArray()))
        {
            if (result.TryGetProperty("order_id", out _))
            {
                Enter(send, result, isReplay: false);
            }
            else
            {
                EnterRefusal(send, result, status: 200);
            }
        }
    }

    private async Task SendMessagesAsync(IReadOnlyList<PlannedSend> batch, CancellationToken cancellationToken)
    {
        // Out of order on purpose: the change must wait for the order that it is about.
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
            ledger.Problems.Enqueue($"The queue did not take a message: {failed.Code}.");
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
                ledger.Accept(OrderId.FromKey(PlannedSend.Source, send.Key!), send.Content!);
            }
        }
    }

    // With a key a client may send again what was not answered well, and so it does.
    private async Task<HttpResponseMessage> PostAsync(string body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            var response = await api.PostAsync(new Uri("orders", UriKind.Relative), content, cancellationToken);
            if ((int)response.StatusCode < 500 || attempt == Attempts)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), TimeProvider.System, cancellationToken);
        }
    }

    private void Enter(PlannedSend send, JsonElement answer, bool isReplay)
    {
        if (send.Content is null || !OrderId.TryParse(answer.GetProperty("order_id").GetString(), out var id))
        {
            ledger.Problems.Enqueue("An invalid order was accepted, or an order was given no id.");
            return;
        }

        if (isReplay)
        {
            ledger.Replay();
        }
        else
        {
            ledger.Accept(id, send.Content);
        }
    }

    private void EnterRefusal(PlannedSend send, JsonElement answer, int status)
    {
        ledger.Refuse();
        var detail = answer.TryGetProperty("details", out var details) ? details[0] : default;
        var refusal = detail.ValueKind == JsonValueKind.Object ? (detail.GetProperty("field").GetString(), detail.GetProperty("code").GetString()) : default;
        var isConflict = send.Content is not null && refusal.Item2 == ErrorCodes.KeyConflict;
        if (!isConflict && refusal != send.Refusal)
        {
            ledger.Problems.Enqueue($"An order was refused with {status}, {refusal.Item1} {refusal.Item2}.");
        }
    }
}
