using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Orders.Local.Lambda;
using Orders.Operations.Streams;

namespace Orders.Local.Mappings.Streams;

/// <summary>A discarded batch and its report, which has the records' positions, not their content.</summary>
/// <param name="ShardId">The shard's id.</param>
/// <param name="Records">The records.</param>
/// <param name="Condition">Why it was discarded.</param>
/// <param name="InvokeCount">The number of invocations with it.</param>
/// <param name="LastResult">The result of the last invocation; null if there was none.</param>
sealed record DiscardedBatch(
    string ShardId, IReadOnlyList<StreamRecord> Records, string Condition, int InvokeCount, InvocationResult? LastResult)
{
    public const string RetryAttemptsExhausted = nameof(RetryAttemptsExhausted);
    public const string RecordAgeExceeded = nameof(RecordAgeExceeded);

    /// <summary>Returns the report as Lambda writes it (AWS Lambda Developer Guide, "Retain discarded records … DynamoDB").</summary>
    public string Report(string functionArn, string streamArn, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("requestContext"u8);
            json.WriteString("requestId"u8, LastResult?.RequestId ?? "");
            json.WriteString("functionArn"u8, functionArn);
            json.WriteString("condition"u8, Condition);
            json.WriteNumber("approximateInvokeCount"u8, InvokeCount);
            json.WriteEndObject();
            WriteResponseContext(json);
            json.WriteString("version"u8, "1.0"u8);
            json.WriteString("timestamp"u8, Time(now, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            WriteBatchInfo(json, streamArn);
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

    void WriteBatchInfo(Utf8JsonWriter json, string streamArn)
    {
        const string seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
        json.WriteStartObject("DDBStreamBatchInfo"u8);
        json.WriteString("shardId"u8, ShardId);
        json.WriteString("startSequenceNumber"u8, Records[0].SequenceNumber);
        json.WriteString("endSequenceNumber"u8, Records[^1].SequenceNumber);
        json.WriteString("approximateArrivalOfFirstRecord"u8, Time(Records[0].CreatedAt, seconds));
        json.WriteString("approximateArrivalOfLastRecord"u8, Time(Records[^1].CreatedAt, seconds));
        json.WriteNumber("batchSize"u8, Records.Count);
        json.WriteString("streamArn"u8, streamArn);
        json.WriteEndObject();
    }

    static string Time(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
