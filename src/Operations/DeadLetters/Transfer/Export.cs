using Orders.Operations.Audit;
using Orders.Operations.Failures;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>
/// Writes messages to a file. The audit log names who exports customers' data before any of it is written, and the result afterwards. If the
/// file cannot be opened, nothing is logged.
/// </summary>
/// <param name="openAudit">Opens the audit log.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="by">The operator.</param>
/// <param name="start">When the command started.</param>
/// <param name="time">The clock.</param>
internal sealed class Export(Func<Task<AuditLog>> openAudit, string queue, string by, DateTimeOffset start, TimeProvider time)
{
    private readonly AuditLines _lines = new(AuditActions.Export, queue, by, start, time);

    /// <summary>Writes the messages.</summary>
    /// <param name="path">The file; a dash for standard output.</param>
    /// <param name="letters">The messages.</param>
    /// <returns>The audit log; writing its last lines may have failed.</returns>
    /// <exception cref="CommandException">The file cannot be written, or the audit log cannot be written before it.</exception>
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
