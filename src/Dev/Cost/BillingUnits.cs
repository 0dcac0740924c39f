using Orders.Queues;

namespace Orders.Dev.Cost;

/// <summary>How the services round what they bill.</summary>
internal static class BillingUnits
{
    private const decimal SqsChunkBytes = 64 * 1024;
    private const decimal HttpChunkBytes = 512 * 1024;
    private const decimal WriteUnitBytes = 1024;
    private const decimal ReadUnitBytes = 4 * 1024;

    /// <summary>What an SQS request with this payload is billed as: one for each started 64 KB (Amazon SQS pricing).</summary>
    public static decimal SqsRequests(decimal payloadBytes) => Started(payloadBytes, SqsChunkBytes);

    /// <summary>What a request to an HTTP API with this body is billed as: one for each started 512 KB (Amazon API Gateway pricing).</summary>
    public static decimal HttpRequests(decimal bodyBytes) => Started(bodyBytes, HttpChunkBytes);

    /// <summary>What it takes to write an item, or an index's entry: one for each started KB (DynamoDB Developer Guide, "Capacity unit consumption").</summary>
    public static decimal WriteUnits(decimal itemBytes) => Started(itemBytes, WriteUnitBytes);

    /// <summary>What it takes to read an item, or to find that it is not there: one for each started 4 KB, half of it where the read is eventually consistent.</summary>
    public static decimal ReadUnits(decimal itemBytes, bool consistent) => Started(itemBytes, ReadUnitBytes) * (consistent ? 1m : 0.5m);

    /// <summary>The SQS requests for sending so many messages at once, ten at most in a request.</summary>
    public static decimal SendRequests(int messages, decimal messageBytes)
    {
        var (full, rest) = Math.DivRem(messages, SqsLimits.EntriesPerRequest);
        return full * SqsRequests(SqsLimits.EntriesPerRequest * messageBytes) + (rest == 0 ? 0 : SqsRequests(rest * messageBytes));
    }

    private static decimal Started(decimal bytes, decimal unitBytes) => Math.Max(1, Math.Ceiling(bytes / unitBytes));
}
