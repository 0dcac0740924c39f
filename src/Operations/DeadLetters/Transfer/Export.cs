using Orders.Operations.Audit;
using Orders.Operations.Failures;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>
/// Writes messages to a file. Who takes customers' data is noted before any of it is given out, and the result after that. A file that
/// cannot even be opened leaves no line.
/// </summary>
/// <param name="openAudit">Opens the audit log.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="by">Who does it.</param>
/// <param name="start">When it began.</param>
/// <param name="time">The clock.</param>
internal sealed class Export(Func<Task<AuditLog>> openAudit, string queue, string by, DateTimeOffset start, TimeProvider time)
{
    private readonly AuditLines _lines = new(AuditActions.Export, queue, by, start, time);

    /// <summary>Writes the messages.</summary>
    /// <param name="path">The file; a dash for the standard output.</param>
    /// <param name="letters">What is written.</param>
    /// <returns>The audit log, to which the last lines could perhaps not be written.</returns>
    /// <exception cref="CommandException">The file cannot be written, or the audit log not even before it.</exception>
    public async Task<AuditLog> RunAsync(string path, IReadOnlyList<Letter> letters)
    {
        await using var file = LetterFileWriter.Open(path);
        var audit = await openAudit();
        await audit.AppendAsync(letters.Select(letter => _lines.Of(letter, AuditResults.Begun)));
        try
        {
            await file.WriteAsync(queue, letters);
        }
        catch (CommandException exception)
        {
            await audit.TryAppendAsync(letters.Select(letter => _lines.Of(letter, AuditResults.NotExported) with { Cause = exception.Message }));
            throw;
        }

        await audit.TryAppendAsync(letters.Select(letter => _lines.Of(letter, AuditResults.Exported)));
        return audit;
    }
}
