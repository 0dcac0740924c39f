using System.Security.Cryptography;

namespace Orders.Local.Lambda;

/// <summary>One invocation of a function.</summary>
sealed class Invocation(ReadOnlyMemory<byte> payload, InvocationOptions options)
{
    readonly TaskCompletionSource<InvocationResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string RequestId { get; } = NewRequestId();

    public ReadOnlyMemory<byte> Payload { get; } = payload;

    public InvocationOptions Options { get; } = options;

    /// <summary>The clock's timestamp at which an instance received it; null before that.</summary>
    public long? StartedAt { get; set; }

    public Task<InvocationResult> Result => _done.Task;

    public bool Succeed(byte[] answer) => _done.TrySetResult(new(InvocationStatus.Success, RequestId, answer));

    public bool Fail(byte[] error) => _done.TrySetResult(new(InvocationStatus.FunctionError, RequestId, error));

    /// <summary>Returns a version 4 UUID, like the service's request ids.</summary>
    static string NewRequestId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
