using System.Buffers;

namespace Orders.Model;

/// <summary>A buffer for what is written, copied or hashed, and done with at once: each thread uses its own again and again.</summary>
internal static class ScratchBuffer
{
    private const int FirstBytes = 2 * 1024;

    // One large message must not stay in memory for the life of the function.
    private const int MaxBytesKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _free;

    /// <summary>Takes the thread's buffer, empty. Where it is in use already, another is made.</summary>
    public static ArrayBufferWriter<byte> Take()
    {
        var buffer = _free ?? new ArrayBufferWriter<byte>(FirstBytes);
        _free = null;
        return buffer;
    }

    /// <summary>Gives it back; what was written is no longer there. A buffer that is not given back is garbage, and nothing else.</summary>
    public static void Return(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity <= MaxBytesKept)
        {
            buffer.ResetWrittenCount();
            _free = buffer;
        }
    }
}
