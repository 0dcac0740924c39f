using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Orders.Operations.Terminal;

/// <summary>The standard output, whose writes fail if its pipe has no reader.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// Uses this output for the console. The console's own stream ignores a closed pipe, so a command that watches would never end; for a closed
    /// terminal it throws on whatever thread writes, which would end the program at once.
    /// </summary>
    public static void UseForConsole()
    {
        Console.SetOut(Console.IsOutputRedirected
            ? NewWriter(Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
            : NewWriter(new LossyStream(Console.OpenStandardOutput()), Console.OutputEncoding));
        Console.SetError(NewWriter(new LossyStream(Console.OpenStandardError()), Console.OutputEncoding));
    }

    /// <summary>Opens the output, which stays open when the stream is disposed.</summary>
    /// <exception cref="IOException">The output is closed.</exception>
    /// <exception cref="UnauthorizedAccessException">The output cannot be written to.</exception>
    public static Stream Open()
    {
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // In a regular file this stream would write at its own position, over what others write to the same file.
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    private static StreamWriter NewWriter(Stream stream, Encoding encoding) => new(stream, encoding) { AutoFlush = true };
}
