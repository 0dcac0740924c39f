using Orders.Operations.Http;

namespace Orders.Operations.WebConsole.Http;

/// <summary>A request is refused; the page shows why.</summary>
internal sealed class RefusedException(int status, string code, string message) : Exception(message)
{
    /// <summary>The answer.</summary>
    public Refusal Refusal { get; } = new(status, code, message);
}
