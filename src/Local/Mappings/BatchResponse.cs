using System.Text.Json;
using Orders.Json;

namespace Orders.Local.Mappings;

/// <summary>
/// What a function says of its batch, as the service reads it with ReportBatchItemFailures: an empty or null answer, or an empty
/// or null <c>batchItemFailures</c>, is full success; anything that can't be read, or names a record that is not in the
/// batch, fails the whole batch.
/// </summary>
/// <remarks>
/// The documentation does not say what an object without <c>batchItemFailures</c> but with other names means. Here it fails the
/// batch: it is most often that name misspelt, and that should show on the laptop.
/// </remarks>
public readonly record struct BatchResponse
{
    static readonly IReadOnlySet<string> None = new HashSet<string>();

    BatchResponse(bool isValid, IReadOnlySet<string> failures)
    {
        IsValid = isValid;
        Failures = failures;
    }

    /// <summary>False when the whole batch has failed because the answer can't be used.</summary>
    public bool IsValid { get; }

    /// <summary>The identifiers of the records that failed.</summary>
    public IReadOnlySet<string> Failures { get; }

    /// <summary>Reads an answer.</summary>
    /// <param name="payload">The answer as the function gave it.</param>
    /// <param name="isInBatch">Whether an identifier is one of the batch's.</param>
    public static BatchResponse Read(ReadOnlyMemory<byte> payload, Func<string, bool> isInBatch)
    {
        if (payload.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new(isValid: true, None);
        }

        using var json = UntrustedJson.Parse(payload.Span);
        return json is null ? new(isValid: false, None) : Read(json.RootElement, isInBatch);
    }

    static BatchResponse Read(JsonElement answer, Func<string, bool> isInBatch)
    {
        if (answer.ValueKind == JsonValueKind.Null)
        {
            return new(isValid: true, None);
        }

        if (answer.ValueKind != JsonValueKind.Object)
        {
            return new(isValid: false, None);
        }

        if (!answer.TryGetProperty("batchItemFailures"u8, out var failures))
        {
            return new(isValid: !answer.EnumerateObject().Any(), None);
        }

        return failures.ValueKind switch
        {
            JsonValueKind.Null => new(isValid: true, None),
            JsonValueKind.Array => ReadFailures(failures, isInBatch),
            _ => new(isValid: false, None),
        };
    }

    static BatchResponse ReadFailures(JsonElement failures, Func<string, bool> isInBatch)
    {
        var identifiers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var failure in failures.EnumerateArray())
        {
            if (failure.ValueKind != JsonValueKind.Object
                || !failure.TryGetProperty("itemIdentifier"u8, out var item)
                || item.ValueKind != JsonValueKind.String
                || item.GetString() is not { Length: > 0 } identifier
                || !isInBatch(identifier))
            {
                return new(isValid: false, None);
            }

            identifiers.Add(identifier);
        }

        return new(isValid: true, identifiers);
    }
}
