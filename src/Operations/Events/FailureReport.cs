using System.Text.Json;
using Orders.Json;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Streams;

namespace Orders.Operations.Events;

/// <summary>
/// Lambda's own letter on <c>order-events-dlq</c> about records of the stream that it gave up: where they are, and not what they are
/// (AWS Lambda Developer Guide, "Retain discarded records … DynamoDB").
/// </summary>
/// <param name="StreamArn">The stream.</param>
/// <param name="ShardId">The shard.</param>
/// <param name="Start">The first record's sequence number.</param>
/// <param name="End">The last record's.</param>
/// <param name="Condition">Why they were given up.</param>
internal sealed record FailureReport(string StreamArn, string ShardId, string Start, string End, string Condition)
{
    /// <summary>How many records they are.</summary>
    public int BatchSize { get; init; }

    /// <summary>When the first of them was written.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>When the last of them was written.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Reads the letter's body; null where it is none of Lambda's.</summary>
    public static FailureReport? Read(string body)
    {
        using var document = UntrustedJson.Parse(body);
        return document?.RootElement is { } report && report.Member("DDBStreamBatchInfo") is var batch
            && batch.Text("streamArn") is { } stream && batch.Text("shardId") is { } shard
            && batch.Text("startSequenceNumber") is { } start && SequenceNumber.IsValid(start)
            && batch.Text("endSequenceNumber") is { } end && SequenceNumber.IsValid(end) && SequenceNumber.Compare(start, end) <= 0
            ? new FailureReport(stream, shard, start, end, report.Member("requestContext").Text("condition") ?? "")
            {
                BatchSize = batch.WholeNumber("batchSize") ?? 0,
                First = ReadArrival(batch, "approximateArrivalOfFirstRecord"),
                Last = ReadArrival(batch, "approximateArrivalOfLastRecord"),
            }
            : null;
    }

    // Anybody who may send to the queue can write a letter. Times are counted with, so those at the ends of the calendar are none.
    private static DateTimeOffset? ReadArrival(JsonElement batch, string name) =>
        Timestamp.TryParse(batch.Text(name), out var time) && time > DateTimeOffset.UnixEpoch && time.Year < 9999 ? time : null;
}
