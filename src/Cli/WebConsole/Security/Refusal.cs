namespace Orders.Cli.WebConsole.Security;

/// <summary>Why a request is not answered as it asks.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
internal sealed record Refusal(int Status, string Code, string Message);
