using System.Text.Json;
using Orders.Json;

namespace Orders.Local.Mappings;

/// <summary>
/// A function's answer for a batch, read as Lambda does with ReportBatchItemFailures. An empty or null answer, or an empty or null
/// <c>batchItemFailures</c>, is full success. An answer that cannot be read, or names a record that is not in the batch, fails the whole
/// batch.
/// </summary>
/// <remarks>
/// The meaning of an object with other names but without <c>batchItemFailures</c> is not documented. Here it fails the batch, because it is
/// usually that name misspelt, and the mistake should show on the laptop.
/// </remarks>
public readonly record struct BatchResponse
{
    static readonly IReadOnlySet<string> None = new HashSet<string>();

    BatchResponse(bool isValid, IReadOnlySet<string> failures)
    {
        IsValid = isValid;
        Failures = failures;
    }

    /// <summary>False if the whole batch failed because the answer is invalid.</summary>
    public bool IsValid { get; }

    /// <summary>The identifiers of the records that failed.</summary>
    public IReadOnlySet<string> Failures { get; }

    /// <summary>Reads an answer.</summary>
    /// <param name="payload">The function's answer.</param>
    /// <param name="isInBatch">Returns whether an identifier is in the batch.</param>
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
