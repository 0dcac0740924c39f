using System.Buffers;

namespace Orders.Local.Mappings;

/// <summary>Combines records to the event <c>{"Records":[…]}</c>, within an invocation's size limit.</summary>
sealed class EventBatch(int maximumRecords, int maximumBytes = Lambda.LambdaLimits.PayloadBytes)
{
    readonly ArrayBufferWriter<byte> _event = new(4096);

    public int Count { get; private set; }

    /// <summary>Adds a record; false if the event is full. One record always fits.</summary>
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

    /// <summary>Returns the event; nothing can be added afterwards.</summary>
    public ReadOnlyMemory<byte> Close()
    {
        _event.Write("]}"u8);
        return _event.WrittenMemory;
    }
}
