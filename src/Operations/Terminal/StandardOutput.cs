using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Orders.Operations.Terminal;

/// <summary>The standard output, whose writes fail where it is a pipe that nobody reads any more.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// Lets what the commands print go there. The console's own stream says nothing of a closed pipe, and a command that watches would never end;
    /// of a closed terminal it says so on whatever thread writes, which would end the program at once.
    /// </summary>
    public static void UseForConsole()
    {
        Console.SetOut(Console.IsOutputRedirected
            ? NewWriter(Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
            : NewWriter(new LossyStream(Console.OpenStandardOutput()), Console.OutputEncoding));
        Console.SetError(NewWriter(new LossyStream(Console.OpenStandardError()), Console.OutputEncoding));
    }

    /// <summary>Opens it; it stays open when this is disposed of.</summary>
    /// <exception cref="IOException">It is closed.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written to.</exception>
    public static Stream Open()
    {
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // In a regular file this stream would write at a place of its own, over what others write to the same file.
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    private static StreamWriter NewWriter(Stream stream, Encoding encoding) => new(stream, encoding) { AutoFlush = true };
}
