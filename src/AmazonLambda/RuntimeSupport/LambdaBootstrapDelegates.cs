using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Runs before the first invocation. What it throws is reported as an init error and ends the process.</summary>
/// <returns>False to leave without taking any invocation.</returns>
public delegate Task<bool> LambdaBootstrapInitializer();

/// <summary>Handles one invocation. What it throws is reported to the invoker, and the next invocation follows.</summary>
internal delegate Task<Outcome> InvocationHandler(Stream input, ILambdaContext context);

/// <summary>What a handler answers.</summary>
/// <param name="Json">The result, read from its position on; null for an empty one.</param>
/// <param name="IsReused">Whether the stream is kept for the next invocation, and not disposed of.</param>
internal readonly record struct Outcome(Stream? Json, bool IsReused);
