using System.Collections.Concurrent;
using System.Text.Json;
using Orders.Local.Proxies;

namespace Orders.Dev.Demo;

/// <summary>
/// Records the messages that SQS accepted from the functions for one queue. A sender that missed the answer sends again, and then two messages
/// stand for one request.
/// </summary>
internal sealed class SentMessages(string queueName)
{
    private readonly ConcurrentDictionary<string, string> _bodies = new(StringComparer.Ordinal);

    /// <summary>The messages' bodies by message id.</summary>
    public IReadOnlyDictionary<string, string> Bodies => _bodies;

    /// <summary>The proxy's middleware; the last one before the service.</summary>
    public async Task InvokeAsync(ProxiedCall call, Func<Task> next)
    {
        if (call.Operation != "SendMessageBatch")
        {
            await next();
            return;
        }

        // A killed sender does not see what SQS accepted; this run must.
        call.OutlivesCaller = true;
        var request = call.RequestBody;
        await next();
        if (call.Answer is { Status: 200 } answer)
        {
            Keep(request, answer.Body);
        }
    }

    private void Keep(ReadOnlyMemory<byte> requestBody, ReadOnlyMemory<byte> answerBody)
    {
        using var request = JsonDocument.Parse(requestBody);
        if (!request.RootElement.GetProperty("QueueUrl").GetString()!.EndsWith($"/{queueName}", StringComparison.Ordinal))
        {
            return;
        }

        using var answer = JsonDocument.Parse(answerBody);
        var bodies = request.RootElement.GetProperty("Entries").EnumerateArray()
            .ToDictionary(static entry => entry.GetProperty("Id").GetString()!, static entry => entry.GetProperty("MessageBody").GetString()!);
        if (answer.RootElement.TryGetProperty("Successful", out var successful))
        {
            foreach (var entry in successful.EnumerateArray())
            {
                _bodies[entry.GetProperty("MessageId").GetString()!] = bodies[entry.GetProperty("Id").GetString()!];
            }
        }
    }
}
