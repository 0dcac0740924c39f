namespace Orders.Operations.DeadLetters;

/// <summary>Where the log lines of the request are in which a letter failed.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="RequestId">The id of the Lambda request.</param>
/// <param name="MessageId">The id of the message that failed; null for a stream record.</param>
internal sealed record LetterLog(string Function, Guid RequestId, string? MessageId = null)
{
    /// <summary>The variable that names the folder of a local pipeline's logs; <c>orders up</c> prints it.</summary>
    public const string FolderVariable = "ORDERS_LOGS";

    private const int MaxLines = 100;

    /// <summary>The function's log group.</summary>
    public string LogGroup => $"/aws/lambda/{Function}";

    /// <summary>The query for CloudWatch Logs Insights.</summary>
    public string Query => $"fields @timestamp, @message | filter requestId = \"{RequestId}\" | sort @timestamp";

    /// <summary>Returns the log of a letter; null if the letter does not name its request: SQS moved it, or somebody else wrote its reason.</summary>
    public static LetterLog? Of(Letter letter, string function) => Guid.TryParseExact(letter.Reason.RequestId, "D", out var id) ? new LetterLog(function, id, letter.Reason.OriginalMessageId is { Length: > 0 } message ? message : null) : null;

    /// <summary>Returns the request's lines in the log of a local pipeline, at most 100. Those about other messages of the batch are left out.</summary>
    /// <param name="folder">The folder of <see cref="FolderVariable"/>.</param>
    public IReadOnlyList<string> LinesIn(string folder)
    {
        var path = Path.Combine(folder, $"{Function}.log");
        return File.Exists(path) ? [.. File.ReadLines(path).Where(line => line.Contains($"{RequestId}", StringComparison.Ordinal) && !IsAboutAnother(line)).Take(MaxLines)] : [];
    }

    private bool IsAboutAnother(string line) =>
        MessageId is not null && line.Contains("\"MessageId\":", StringComparison.Ordinal) && !line.Contains($"\"MessageId\":\"{MessageId}\"", StringComparison.Ordinal);
}
