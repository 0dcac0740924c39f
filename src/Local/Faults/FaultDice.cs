using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Local.Faults;

/// <summary>
/// Decides by a seed which calls fail, and how: the n-th call of a caller always has the same result. Which call is the n-th depends on how
/// concurrent calls arrive.
/// </summary>
/// <param name="rate">The share of calls that fail, from 0 to 1.</param>
/// <param name="seed">The seed of all else.</param>
public sealed class FaultDice(double rate, int seed)
{
    // A call without an answer costs its caller two seconds, so there are half as many of these.
    static readonly FaultKind[] Kinds =
    [
        FaultKind.TimeoutBefore, FaultKind.TimeoutAfter, FaultKind.TimeoutThenEffect,
        FaultKind.Slow, FaultKind.ResetBefore, FaultKind.ResetAfter, FaultKind.InternalError, FaultKind.Unavailable, FaultKind.Throttled, FaultKind.CutOff,
        FaultKind.Slow, FaultKind.ResetBefore, FaultKind.ResetAfter, FaultKind.InternalError, FaultKind.Unavailable, FaultKind.Throttled, FaultKind.CutOff,
    ];

    // Failed entries are as frequent in batches as throttling of the whole call.
    static readonly FaultKind[] KindsOfBatches = [.. Kinds, FaultKind.EntriesFailed, FaultKind.EntriesFailed];

    /// <summary>Returns a call's fault, and the random source for its details; null for no fault.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="number">The number of its call.</param>
    /// <param name="isBatch">Whether the call has entries with results of their own.</param>
    public (FaultKind Kind, Random Random)? Roll(string caller, long number, bool isBatch)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{caller}/{number}"));
        var random = new Random(BinaryPrimitives.ReadInt32LittleEndian(digest));
        if (random.NextDouble() >= rate)
        {
            return null;
        }

        var kinds = isBatch ? KindsOfBatches : Kinds;
        return (kinds[random.Next(kinds.Length)], random);
    }
}
