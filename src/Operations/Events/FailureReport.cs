using System.Text.Json;
using Orders.Json;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Streams;

namespace Orders.Operations.Events;

/// <summary>
/// Lambda's report on <c>order-events-dlq</c> about stream records that it gave up. It has their positions, not their content (AWS Lambda
/// Developer Guide, "Retain discarded records … DynamoDB").
/// </summary>
/// <param name="StreamArn">The stream's ARN.</param>
/// <param name="ShardId">The shard's id.</param>
/// <param name="Start">The first record's sequence number.</param>
/// <param name="End">The last record's sequence number.</param>
/// <param name="Condition">Why they were given up.</param>
internal sealed record FailureReport(string StreamArn, string ShardId, string Start, string End, string Condition)
{
    /// <summary>The number of records.</summary>
    public int BatchSize { get; init; }

    /// <summary>When the first of them was written.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>When the last of them was written.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Reads a letter's body; null if it is not Lambda's.</summary>
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

    // Anyone who may send to the queue can write a letter. Times at the ends of the calendar are ignored, because they would overflow.
    private static DateTimeOffset? ReadArrival(JsonElement batch, string name) =>
        Timestamp.TryParse(batch.Text(name), out var time) && time > DateTimeOffset.UnixEpoch && time.Year < 9999 ? time : null;
}
