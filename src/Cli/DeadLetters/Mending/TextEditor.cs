using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orders.Cli.DeadLetters.Mending;

/// <summary>Lets a person mend a text in the editor of their choice: <c>$VISUAL</c>, else <c>$EDITOR</c>.</summary>
internal static class TextEditor
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body as it is best read: JSON on lines of its own, all else as it is.</summary>
    public static string Prepare(string body)
    {
        try
        {
            var node = JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Readable))
            {
                node!.WriteTo(writer);
            }

            return System.Text.Encoding.UTF8.GetString(stream.ToArray());
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException)
        {
            return body;
        }
    }

    /// <summary>Opens the editor on a text.</summary>
    /// <returns>What was saved, without the line end that editors add; null where nothing was changed.</returns>
    /// <exception cref="CommandException">There is no editor, or it failed.</exception>
    public static async Task<string?> EditAsync(string text, CancellationToken cancellationToken)
    {
        var editor = Environment.GetEnvironmentVariable("VISUAL") is { Length: > 0 } visual ? visual : Environment.GetEnvironmentVariable("EDITOR");
        if (editor is not { Length: > 0 })
        {
            throw new CommandException("Name an editor in VISUAL or EDITOR, or mend with ./orders dlq redrive --set.") { ExitCode = ExitCodes.Usage };
        }

        using var folder = new TemporaryFolder("edit");
        if (!OperatingSystem.IsWindows())
        {
            // A customer's data is in it.
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var file = Path.Combine(folder.Path, "body.json");
        await File.WriteAllTextAsync(file, text + "\n", cancellationToken);
        await RunAsync(editor, file, cancellationToken);
        var edited = await File.ReadAllTextAsync(file, cancellationToken);
        edited = edited.EndsWith('\n') ? edited[..^1] : edited;
        return edited == text ? null : edited;
    }

    private static async Task RunAsync(string editor, string file, CancellationToken cancellationToken)
    {
        // By the shell, as other programs do it: the variable may have options in it.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{editor} \"$1\"", "sh", file]) { UseShellExecute = false })
            ?? throw new CommandException("The editor cannot be started.");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new CommandException($"The editor ended with {process.ExitCode}; nothing was sent.") { ExitCode = ExitCodes.Failed };
        }
    }
}
