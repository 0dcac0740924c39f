using System.Buffers;

namespace Orders.Model;

/// <summary>A buffer for short-lived data that is written, copied or hashed; each thread reuses its own.</summary>
internal static class ScratchBuffer
{
    private const int FirstBytes = 2 * 1024;

    // A large message must not stay in memory for the function's lifetime.
    private const int MaxBytesKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _free;

    /// <summary>Takes the thread's buffer, empty; creates another if it is in use.</summary>
    public static ArrayBufferWriter<byte> Take()
    {
        var buffer = _free ?? new ArrayBufferWriter<byte>(FirstBytes);
        _free = null;
        return buffer;
    }

    /// <summary>Returns a buffer; its content is discarded. A buffer that is not returned is garbage-collected.</summary>
    public static void Return(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity <= MaxBytesKept)
        {
            buffer.ResetWrittenCount();
            _free = buffer;
        }
    }
}
