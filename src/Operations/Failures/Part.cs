namespace Orders.Operations.Failures;

/// <summary>One of several parts that are read. Where one is missing, the others are shown and it is named.</summary>
internal static class Part
{
    /// <summary>Reads a part.</summary>
    /// <param name="name">What it is called at the start of a sentence.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="problems">Takes a sentence where it cannot be read.</param>
    /// <param name="cancellationToken">Where the caller ends the reading, that is no problem of the part.</param>
    /// <returns>The part; its default where it cannot be read.</returns>
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
