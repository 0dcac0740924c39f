using System.Buffers;

namespace Orders.Local.Mappings;

/// <summary>Puts records together to the event <c>{"Records":[…]}</c>, as long as they fit into an invocation.</summary>
sealed class EventBatch(int maximumRecords, int maximumBytes = Lambda.LambdaLimits.PayloadBytes)
{
    readonly ArrayBufferWriter<byte> _event = new(4096);

    public int Count { get; private set; }

    /// <summary>Adds a record; false when the event is full. One record is always taken.</summary>
    public bool TryAdd(ReadOnlySpan<byte> record)
    {
        const int closing = 2;
        if (Count >= maximumRecords || (Count > 0 && _event.WrittenCount + 1 + record.Length + closing > maximumBytes))
        {
            return false;
        }

        _event.Write(Count++ == 0 ? "{\"Records\":["u8 : ","u8);
        _event.Write(record);
        return true;
    }

    /// <summary>The event; nothing is added after it.</summary>
    public ReadOnlyMemory<byte> Close()
    {
        _event.Write("]}"u8);
        return _event.WrittenMemory;
    }
}
