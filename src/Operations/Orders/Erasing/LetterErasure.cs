using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Queues;

namespace Orders.Operations.Orders.Erasing;

/// <summary>
/// Erases the personal data of dead letters. SQS cannot change a message, so a copy without the data is sent to the same queue, and the letter is deleted
/// once the copy was accepted and the audit log has it: a letter is never lost. With <see cref="IsDiscarding"/>, letters are deleted without a copy.
/// </summary>
/// <param name="hold">Keeps the letters hidden, and deletes them.</param>
/// <param name="target">The letters' own queue, to which the copies are sent.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="selection">The person.</param>
internal sealed class LetterErasure(LetterHold hold, RedriveTarget target, string queue, PersonSelection selection)
{
    /// <summary>Whether letters are deleted, and not replaced by copies.</summary>
    public bool IsDiscarding { get; init; }

    /// <summary>Plans a letter. Changes nothing.</summary>
    public ErasedLetter Plan(Letter letter) => IsDiscarding || Redact(letter, out var refusal) is not null
        ? new ErasedLetter(queue, letter.Id, ErasedLetter.Planned)
        : new ErasedLetter(queue, letter.Id, ErasedLetter.NotErased) { Cause = refusal };

    /// <summary>Erases letters.</summary>
    /// <param name="letters">The letters.</param>
    /// <param name="audit">The audit log. It never gets the original messages.</param>
    /// <param name="lines">Creates its lines.</param>
    /// <param name="cancellationToken">Stops after the portion in progress.</param>
    public async Task<IReadOnlyList<ErasedLetter>> RunAsync(IReadOnlyList<Letter> letters, AuditLog audit, AuditLines lines, CancellationToken cancellationToken)
    {
        var results = new List<ErasedLetter>();
        foreach (var portion in letters.Chunk(SqsLimits.EntriesPerRequest))
        {
            results.AddRange(cancellationToken.IsCancellationRequested || audit.Problem is not null
                ? portion.Select(letter => NotErased(letter, audit.Problem is null ? Erasure.Interrupted : AuditLog.NotWritten))
                : await RunPortionAsync(portion, audit, lines));
        }

        return results;
    }

    private async Task<IReadOnlyList<ErasedLetter>> RunPortionAsync(Letter[] portion, AuditLog audit, AuditLines lines)
    {
        var results = portion.ToDictionary(static letter => letter.Id, letter => NotErased(letter, LetterHold.Expired), StringComparer.Ordinal);
        // What became visible may be another operator's.
        var gone = IsDiscarding ? portion.Where(hold.IsHeld).ToList() : await SendAsync([.. portion.Where(hold.IsHeld)], results);
        // A letter that is not logged is not deleted.
        var isNoted = await audit.TryAppendAsync(gone.Select(letter => lines.Of(letter, IsDiscarding ? AuditResults.Begun : AuditResults.Sent) with
        {
            Target = IsDiscarding ? null : queue,
            NewMessageId = results[letter.Id].NewMessageId,
        }));
        var left = isNoted ? await hold.DeleteAsync(gone) : gone.ToDictionary(static letter => letter.Id, static _ => AuditLog.NotWritten, StringComparer.Ordinal);
        foreach (var letter in gone)
        {
            results[letter.Id] = results[letter.Id] with
            {
                Result = left.ContainsKey(letter.Id) ? ErasedLetter.NotErased : IsDiscarding ? ErasedLetter.Discarded : ErasedLetter.Redacted,
                Cause = left.GetValueOrDefault(letter.Id),
            };
        }

        await audit.TryAppendAsync(portion.Select(letter => results[letter.Id]).Select(result =>
            lines.Of(result.MessageId, result.IsErased ? AuditResults.Erased : AuditResults.NotErased) with
            {
                Target = result.NewMessageId is null ? null : queue,
                NewMessageId = result.NewMessageId,
                Cause = result.Cause,
            }));
        return [.. portion.Select(letter => results[letter.Id])];
    }

    /// <returns>The letters whose copy was accepted.</returns>
    private async Task<List<Letter>> SendAsync(List<Letter> letters, Dictionary<string, ErasedLetter> results)
    {
        var copies = new List<(Letter Letter, OutgoingMessage Copy)>();
        foreach (var letter in letters)
        {
            if (Redact(letter, out var refusal) is { } copy)
            {
                copies.Add((letter, copy));
            }
            else
            {
                results[letter.Id] = NotErased(letter, refusal!);
            }
        }

        var accepted = new List<Letter>();
        var sends = copies.Count == 0 ? [] : await target.SendAsync([.. copies.Select(static entry => entry.Copy)]);
        foreach (var ((letter, _), send) in copies.Zip(sends))
        {
            results[letter.Id] = NotErased(letter, send.MayBeSent ? $"{send.Cause}: its copy may be on the queue, too" : send.Cause ?? "Unknown") with { NewMessageId = send.MessageId };
            if (send.IsSent)
            {
                accepted.Add(letter);
            }
        }

        return accepted;
    }

    // The copy has the letter's attributes, with the reason and the mark of a redrive.
    private OutgoingMessage? Redact(Letter letter, out string? refusal)
    {
        try
        {
            var body = PersonalMembers.Remove(letter.Message.Body);
            var copy = new OutgoingMessage(body) { Attributes = letter.Message.Attributes, GroupId = letter.Message.GroupId, TraceHeader = letter.TraceHeader };
            refusal = PersonSelection.Has(body, selection.Email)
                ? "the address is also in another member of its body"
                : MessageRules.Broken(copy) is { } broken ? $"SQS does not accept its copy: {broken}" : null;
            return refusal is null ? copy : null;
        }
        catch (UnchangeableBodyException exception)
        {
            refusal = exception.Message;
            return null;
        }
    }

    private ErasedLetter NotErased(Letter letter, string cause) => new(queue, letter.Id, ErasedLetter.NotErased) { Cause = cause };
}
