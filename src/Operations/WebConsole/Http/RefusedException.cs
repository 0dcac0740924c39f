using Orders.Operations.Http;

namespace Orders.Operations.WebConsole.Http;

/// <summary>A request cannot be done as it asks; the page shows why.</summary>
internal sealed class RefusedException(int status, string code, string message) : Exception(message)
{
    /// <summary>What is answered.</summary>
    public Refusal Refusal { get; } = new(status, code, message);
}
