using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Orders.Local.Lambda;
using Orders.Operations.Streams;

namespace Orders.Local.Mappings.Streams;

/// <summary>A discarded batch and its report.</summary>
/// <param name="ShardId">The shard's id.</param>
/// <param name="Records">The records.</param>
/// <param name="Condition">Why it was discarded.</param>
/// <param name="InvokeCount">The number of invocations with it.</param>
/// <param name="LastResult">The result of the last invocation; null if there was none.</param>
public sealed record DiscardedBatch(
    string ShardId, IReadOnlyList<StreamRecord> Records, string Condition, int InvokeCount, InvocationResult? LastResult)
{
    internal const string RetryAttemptsExhausted = nameof(RetryAttemptsExhausted);
    internal const string RecordAgeExceeded = nameof(RecordAgeExceeded);

    /// <summary>The function's ARN.</summary>
    public string FunctionArn { get; init; } = "";

    /// <summary>The stream's ARN.</summary>
    public string StreamArn { get; init; } = "";

    /// <summary>When it was discarded.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Returns the report as Lambda writes it (AWS Lambda Developer Guide, "Retain discarded records … DynamoDB").</summary>
    /// <param name="withPayload">Whether it has the records, not only their positions: only a bucket gets them.</param>
    public string Report(bool withPayload)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("requestContext"u8);
            json.WriteString("requestId"u8, LastResult?.RequestId ?? "");
            json.WriteString("functionArn"u8, FunctionArn);
            json.WriteString("condition"u8, Condition);
            json.WriteNumber("approximateInvokeCount"u8, InvokeCount);
            json.WriteEndObject();
            WriteResponseContext(json);
            json.WriteString("version"u8, "1.0"u8);
            json.WriteString("timestamp"u8, Time(At, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            WriteBatchInfo(json);
            if (withPayload)
            {
                json.WriteString("payload"u8, StreamBatchRunner.EventOf(Records).Span);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    void WriteResponseContext(Utf8JsonWriter json)
    {
        if (LastResult is null)
        {
            return;
        }

        json.WriteStartObject("responseContext"u8);
        json.WriteNumber("statusCode"u8, 200);
        json.WriteString("executedVersion"u8, FunctionDefinition.Version);
        if (LastResult.Status == InvocationStatus.FunctionError)
        {
            json.WriteString("functionError"u8, "Unhandled"u8);
        }

        json.WriteEndObject();
    }

    void WriteBatchInfo(Utf8JsonWriter json)
    {
        const string seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
        json.WriteStartObject("DDBStreamBatchInfo"u8);
        json.WriteString("shardId"u8, ShardId);
        json.WriteString("startSequenceNumber"u8, Records[0].SequenceNumber);
        json.WriteString("endSequenceNumber"u8, Records[^1].SequenceNumber);
        json.WriteString("approximateArrivalOfFirstRecord"u8, Time(Records[0].CreatedAt, seconds));
        json.WriteString("approximateArrivalOfLastRecord"u8, Time(Records[^1].CreatedAt, seconds));
        json.WriteNumber("batchSize"u8, Records.Count);
        json.WriteString("streamArn"u8, StreamArn);
        json.WriteEndObject();
    }

    static string Time(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
