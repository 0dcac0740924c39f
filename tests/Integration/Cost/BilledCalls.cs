using System.Collections.Concurrent;
using System.Text.Json;
using Orders.Dev.Cost;
using Orders.Local.Proxies;
using Orders.Operations.Settings;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Cost;

/// <summary>
/// Counts what AWS would bill for the calls of a run with small messages and rows: a unit of each request and each row. Writes are counted
/// from the stream, whose records have the images that decide the units of the index. A call that nothing counts has a name of its own.
/// </summary>
sealed class BilledCalls(PipelineSettings settings)
{
    /// <summary>Over it, a request to SQS is billed as more than one.</summary>
    const int MaxRequestBytes = 64 * 1024;

    readonly ConcurrentQueue<ObservedCall> _calls = new();
    readonly string _orders = settings.OrdersQueue.Name;
    readonly HashSet<string> _consumers = [.. settings.Consumers.Select(static consumer => consumer.Queue)];

    /// <summary>The calls that got an answer.</summary>
    public IEnumerable<ObservedCall> Answered => _calls.Where(static call => call.Answer is not null);

    public void Add(ObservedCall call) => _calls.Enqueue(call);

    public decimal Count(string name) => CountAll().GetValueOrDefault(name);

    public Dictionary<string, decimal> CountAll()
    {
        var (counted, written) = (new Dictionary<string, decimal>(), new HashSet<string?>());
        void Add(string name, decimal amount) => counted[name] = counted.GetValueOrDefault(name) + amount;
        void AddRequest(string name, string messages, ReadOnlyMemory<byte> body, int count)
        {
            Assert.InRange(body.Length, 1, MaxRequestBytes);
            Add(name, 1);
            Add(messages, count);
        }

        foreach (var call in Answered)
        {
            var answer = Wire.Parse(call.Answer!.Body);
            switch (call.Operation, call.Resource)
            {
                case var _ when call.Answer.Status != 200 || FailedStatements(answer) > 0:
                    Add($"failed {call.Operation} {call.Resource} ({call.Answer.Status})", 1);
                    break;
                case ("SendMessageBatch", var queue) when queue == _orders:
                    AddRequest("sends", "messages sent", call.RequestBody, Entries(answer, "Successful"));
                    break;
                case ("SendMessageBatch", var queue) when _consumers.Contains(queue):
                    AddRequest("event sends", "events sent", call.RequestBody, Entries(answer, "Successful"));
                    break;
                // An empty receive depends on the time that the run takes.
                case ("ReceiveMessage", var queue) when queue == _orders && Entries(answer, "Messages") is > 0 and var messages:
                    AddRequest("receives", "messages received", call.Answer.Body, messages);
                    break;
                case ("DeleteMessageBatch", var queue) when queue == _orders:
                    AddRequest("deletes", "messages deleted", call.RequestBody, Entries(answer, "Successful"));
                    break;
                case ("GetRecords", _):
                    // A page may be read again.
                    foreach (var change in answer.GetProperty("Records").EnumerateArray().Select(static record => record.GetProperty("dynamodb")).Where(change => written.Add(change.Text("SequenceNumber"))))
                    {
                        Add("row units", 1);
                        Add("index units", IndexUnits(Shard(change, "OldImage"), Shard(change, "NewImage")));
                    }

                    break;
                case ("GetItem", _):
                    Add("read units", BillingUnits.ReadUnits(0, IsConsistent(Wire.Parse(call.RequestBody))));
                    break;
                case ("BatchGetItem", _):
                    Add("read units", Wire.Parse(call.RequestBody).GetProperty("RequestItems").EnumerateObject()
                        .Sum(static table => Entries(table.Value, "Keys") * BillingUnits.ReadUnits(0, IsConsistent(table.Value))));
                    break;
                case ("ReceiveMessage" or "BatchExecuteStatement" or "UpdateItem" or "DescribeStream" or "GetShardIterator", _):
                    break;
                default:
                    Add($"{call.Operation} {call.Resource}", 1);
                    break;
            }
        }

        return counted;
    }

    /// <summary>An entry that comes or goes is a unit; one that moves to another key is both.</summary>
    static int IndexUnits(string? before, string? after) => (before == after, before, after) switch
    {
        (true, _, _) => before is null ? 0 : 1,
        (_, null, _) or (_, _, null) => 1,
        _ => 2,
    };

    static string? Shard(JsonElement change, string image) =>
        change.TryGetProperty(image, out var row) && row.TryGetProperty(OrdersTable.StatusShard, out var shard) ? shard.Text("S") : null;

    static int FailedStatements(JsonElement answer) =>
        answer.TryGetProperty("Responses", out var statements) && statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray().Count(static one => one.TryGetProperty("Error", out _)) : 0;

    static bool IsConsistent(JsonElement read) => read.TryGetProperty("ConsistentRead", out var consistent) && consistent.GetBoolean();

    static int Entries(JsonElement json, string name) => json.TryGetProperty(name, out var entries) && entries.ValueKind == JsonValueKind.Array ? entries.GetArrayLength() : 0;
}
