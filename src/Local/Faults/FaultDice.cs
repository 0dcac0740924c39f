using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Local.Faults;

/// <summary>
/// Decides by a seed which calls go wrong, and how: the n-th call of a caller always has the same fate. Which call is the n-th
/// depends on how calls that run side by side arrive.
/// </summary>
/// <param name="rate">The share of calls that go wrong, from 0 to 1.</param>
/// <param name="seed">Decides all else.</param>
public sealed class FaultDice(double rate, int seed)
{
    // A call without an answer costs its caller two seconds: half as many of these.
    static readonly FaultKind[] Kinds =
    [
        FaultKind.TimeoutBefore, FaultKind.TimeoutAfter, FaultKind.TimeoutThenEffect,
        FaultKind.Slow, FaultKind.ResetBefore, FaultKind.ResetAfter, FaultKind.InternalError, FaultKind.Unavailable, FaultKind.Throttled, FaultKind.CutOff,
        FaultKind.Slow, FaultKind.ResetBefore, FaultKind.ResetAfter, FaultKind.InternalError, FaultKind.Unavailable, FaultKind.Throttled, FaultKind.CutOff,
    ];

    // What is most particular to batches is as frequent there as throttling of the whole.
    static readonly FaultKind[] KindsOfBatches = [.. Kinds, FaultKind.EntriesFailed, FaultKind.EntriesFailed];

    /// <summary>The fate of a call: what goes wrong, and the randomness for its details; null where nothing does.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="number">Which of its calls it is.</param>
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
