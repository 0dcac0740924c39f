namespace Orders.Operations.Failures;

/// <summary>Reads one of several parts. If one cannot be read, the others are shown and the failure is listed.</summary>
internal static class Part
{
    /// <summary>Reads a part.</summary>
    /// <param name="name">The part's name, for the start of a sentence.</param>
    /// <param name="read">Reads the part.</param>
    /// <param name="problems">Receives a sentence if the part cannot be read.</param>
    /// <param name="cancellationToken">Cancels the read, which is not a problem of the part.</param>
    /// <returns>The part; its default if it cannot be read.</returns>
    public static async Task<T?> TryAsync<T>(string name, Func<Task<T?>> read, List<string> problems, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Failure.Of(exception) is { Message: not null })
        {
            problems.Add($"{name} cannot be read. {Failure.Of(exception)!.Value.Message}");
            return default;
        }
    }
}
