using System.Runtime.InteropServices;
using System.Text.Json;
using Orders.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.Streams;

namespace Orders.Operations.Events;

/// <summary>
/// Stream records that Lambda gave up, whole, as it writes them to a bucket: its report, and the event in <c>payload</c> (AWS Lambda Developer Guide,
/// "Retain discarded records … DynamoDB").
/// </summary>
/// <param name="Report">The report.</param>
/// <param name="Records">The records in order.</param>
internal sealed record FailedBatch(FailureReport Report, IReadOnlyList<StreamRecord> Records)
{
    /// <summary>Reads an object's content; null if it is not Lambda's.</summary>
    public static FailedBatch? Read(string content)
    {
        using var document = UntrustedJson.Parse(content);
        if (FailureReport.Read(content) is not { } report || document!.RootElement.Member("payload") is not { ValueKind: JsonValueKind.String or JsonValueKind.Object } payload)
        {
            return null;
        }

        // The guide calls it the event as an escaped string; an object is accepted too.
        var text = payload.ValueKind == JsonValueKind.String ? payload.GetString()! : payload.GetRawText();
        return UntrustedJson.FindFault(text) is null && ReadRecords(text) is { } records ? new FailedBatch(report, records) : null;
    }

    private static List<StreamRecord>? ReadRecords(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        var records = new List<StreamRecord>();
        foreach (var record in document.RootElement.Member("Records") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : (JsonElement[])[])
        {
            if (Read(record) is not { } read)
            {
                return null;
            }

            records.Add(read);
        }

        return records.Count > 0 ? records : null;
    }

    // No reader of a replay needs the hash, which distributes records to lanes.
    private static StreamRecord? Read(JsonElement record)
    {
        var change = record.Member("dynamodb");
        return change.Text("SequenceNumber") is { } sequenceNumber && SequenceNumber.IsValid(sequenceNumber)
            && change.Member("ApproximateCreationDateTime") is { ValueKind: JsonValueKind.Number } created && created.GetDouble() is > 0 and < LatestSecond and var seconds
            ? new StreamRecord(sequenceNumber, KeyHash: 0, DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds), JsonMarshal.GetRawUtf8Value(record).ToArray())
            : null;
    }

    // In the year 8941. The calendar ends with 9999.
    private const double LatestSecond = 2.2e11;
}
