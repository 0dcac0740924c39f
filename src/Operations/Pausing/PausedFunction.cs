namespace Orders.Operations.Pausing;

/// <summary>A function that is paused, for the status.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Role">The function as <c>orders resume</c> takes it.</param>
/// <param name="Since">Since when.</param>
internal sealed record PausedFunction(string Name, string Role, DateTimeOffset Since)
{
    /// <summary>Returns those of the functions that are paused.</summary>
    public static async Task<IReadOnlyList<PausedFunction>> AmongAsync(FunctionMappings mappings, IReadOnlyList<(string Name, string Role)> functions, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(functions.Select(function => mappings.OfAsync(function.Name, cancellationToken)));
        return
        [
            .. functions.Zip(found, static (function, mappings) => (function, Paused: mappings.Where(static mapping => mapping.IsPaused).ToList()))
                .Where(static entry => entry.Paused.Count > 0)
                .Select(static entry => new PausedFunction(entry.function.Name, entry.function.Role, entry.Paused.Min(static mapping => mapping.LastModified))),
        ];
    }
}
