using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Orders.Local.Lambda;

/// <summary>The errors that Lambda itself reports for an invocation, in its words.</summary>
static class FunctionErrors
{
    public static byte[] TimedOut(string requestId, TimeSpan timeout) => Json(
        "Sandbox.Timedout",
        string.Create(CultureInfo.InvariantCulture, $"RequestId: {requestId} Error: Task timed out after {timeout.TotalSeconds:0.00} seconds"));

    public static byte[] Exited(string requestId, int status) => Json(
        "Runtime.ExitError", $"RequestId: {requestId} Error: Runtime exited {Reason(status)}");

    public static byte[] CannotStart(string requestId, string reason) => Json(
        "Runtime.InvalidEntrypoint", $"RequestId: {requestId} Error: {reason}");

    public static byte[] ResponseTooLarge(long bytes) => Json(
        "Function.ResponseSizeTooLarge",
        $"Response payload size ({bytes} bytes) exceeded maximum allowed payload size ({LambdaLimits.PayloadBytes} bytes).");

    static string Reason(int status)
    {
        // A shell adds 128 to the number of the signal that ended its child.
        const int signalled = 128;
        const int kill = 9;
        return status switch
        {
            0 => "without providing a reason",
            signalled + kill => "with error: signal: killed",
            > signalled => $"with error: signal: {status - signalled}",
            _ => $"with error: exit status {status}",
        };
    }

    static byte[] Json(string type, string message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("errorType"u8, type);
            json.WriteString("errorMessage"u8, message);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
