using Orders.Queues;

namespace Orders.Dev.Cost;

/// <summary>The services' rounding rules for billing.</summary>
internal static class BillingUnits
{
    private const decimal SqsChunkBytes = 64 * 1024;
    private const decimal HttpChunkBytes = 512 * 1024;
    private const decimal WriteUnitBytes = 1024;
    private const decimal ReadUnitBytes = 4 * 1024;

    /// <summary>Returns the billed SQS requests of a request with this payload: one for each started 64 KB (Amazon SQS pricing).</summary>
    public static decimal SqsRequests(decimal payloadBytes) => Started(payloadBytes, SqsChunkBytes);

    /// <summary>Returns the billed HTTP API requests of a request with this body: one for each started 512 KB (Amazon API Gateway pricing).</summary>
    public static decimal HttpRequests(decimal bodyBytes) => Started(bodyBytes, HttpChunkBytes);

    /// <summary>Returns the write units of an item or an index entry: one for each started KB (DynamoDB Developer Guide, "Capacity unit
    /// consumption").</summary>
    public static decimal WriteUnits(decimal itemBytes) => Started(itemBytes, WriteUnitBytes);

    /// <summary>Returns the read units of an item, existing or not: one for each started 4 KB, half of that if eventually consistent.</summary>
    public static decimal ReadUnits(decimal itemBytes, bool consistent) => Started(itemBytes, ReadUnitBytes) * (consistent ? 1m : 0.5m);

    /// <summary>Returns the SQS requests for sending this many messages at once, at most ten in a request.</summary>
    public static decimal SendRequests(int messages, decimal messageBytes)
    {
        var (full, rest) = Math.DivRem(messages, SqsLimits.EntriesPerRequest);
        return full * SqsRequests(SqsLimits.EntriesPerRequest * messageBytes) + (rest == 0 ? 0 : SqsRequests(rest * messageBytes));
    }

    private static decimal Started(decimal bytes, decimal unitBytes) => Math.Max(1, Math.Ceiling(bytes / unitBytes));
}
