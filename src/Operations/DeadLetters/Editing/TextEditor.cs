using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Orders.Json;
using Orders.Operations.Failures;
using Orders.Operations.Programs;

namespace Orders.Operations.DeadLetters.Editing;

/// <summary>Edits a text in the operator's editor: <c>$VISUAL</c>, else <c>$EDITOR</c>.</summary>
internal static class TextEditor
{
    // A shell's exit status if it cannot run a program (POSIX, Shell Command Language, 2.8.2).
    private const int CannotExecute = 126;
    private const int NotFound = 127;

    private static readonly string[] Variables = ["VISUAL", "EDITOR"];
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the body in a readable form: JSON indented, other text unchanged.</summary>
    public static string Prepare(string body)
    {
        if (UntrustedJson.FindFault(body) is not null)
        {
            return body;
        }

        using var document = JsonDocument.Parse(body);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            document.RootElement.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Opens the editor on a text.</summary>
    /// <returns>The saved text, without the line end that editors add; null if nothing was changed.</returns>
    /// <exception cref="CommandException">There is no editor, or it failed.</exception>
    public static async Task<string?> EditAsync(string text, CancellationToken cancellationToken)
    {
        // A blank value counts as not set: the shell would run the file itself.
        var variable = Array.Find(Variables, static name => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(name)))
            ?? throw new CommandException("VISUAL or EDITOR must name an editor. Without one, change the body with ./orders dlq redrive --set.") { ExitCode = ExitCodes.Usage };
        using var folder = new TemporaryFolder("edit");
        var file = Path.Combine(folder.Path, "body.json");
        await File.WriteAllTextAsync(file, text + "\n", cancellationToken);
        await RunAsync(variable, file, cancellationToken);
        var edited = Decode(await ReadAsync(variable, file, cancellationToken));
        edited = edited.EndsWith('\n') ? edited[..^1] : edited;
        return edited == text ? null : edited;
    }

    /// <summary>Decodes the text that an editor saved. Text in another encoding is refused, because it would be sent wrong.</summary>
    /// <exception cref="CommandException">The text is not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> saved)
    {
        // Some editors add a byte order mark.
        saved = saved.StartsWith(Encoding.UTF8.Preamble) ? saved[Encoding.UTF8.Preamble.Length..] : saved;
        return Utf8.IsValid(saved)
            ? Encoding.UTF8.GetString(saved)
            : throw new CommandException("The editor saved text that is not valid UTF-8: nothing was sent.") { ExitCode = ExitCodes.Failed };
    }

    private static async Task<byte[]> ReadAsync(string variable, string file, CancellationToken cancellationToken)
    {
        try
        {
            // SQS does not accept an empty body. A pipe in the file's place also has length 0, and reading it would block.
            return new FileInfo(file).Length > 0
                ? await File.ReadAllBytesAsync(file, cancellationToken)
                : throw new CommandException($"The editor of {variable} left an empty file: nothing was sent. Discard the message with ./orders dlq discard.") { ExitCode = ExitCodes.Failed };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The editor of {variable} left no file that can be read: nothing was sent. It must save the file that it is given.", exception)
            {
                ExitCode = ExitCodes.Failed,
            };
        }
    }

    private static async Task RunAsync(string variable, string file, CancellationToken cancellationToken)
    {
        var editor = Environment.GetEnvironmentVariable(variable);
        // Started by the shell, as other programs do: the variable may contain options.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{editor} \"$1\"", "sh", file]) { UseShellExecute = false })
            ?? throw new CommandException("The editor cannot be started.");
        var status = await ExternalProgram.WaitAsync(process, cancellationToken);
        if (status is CannotExecute or NotFound)
        {
            throw new CommandException($"{variable} must name a program that can be run; the shell ended with {status}, and nothing was sent.") { ExitCode = ExitCodes.Usage };
        }

        if (status != 0)
        {
            throw new CommandException($"The editor of {variable} ended with {status}; nothing was sent.") { ExitCode = ExitCodes.Failed };
        }
    }
}
