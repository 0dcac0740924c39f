using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Runs before the first invocation. An exception is reported as an init error and ends the process.</summary>
/// <returns>False to end without receiving an invocation.</returns>
public delegate Task<bool> LambdaBootstrapInitializer();

/// <summary>Handles one invocation. An exception is reported to the invoker, and the next invocation follows.</summary>
internal delegate Task<Outcome> InvocationHandler(Stream input, ILambdaContext context);

/// <summary>A handler's answer.</summary>
/// <param name="Json">The result, read from its position on; null for an empty one.</param>
/// <param name="IsReused">Whether the stream is kept for the next invocation instead of disposed.</param>
internal readonly record struct Outcome(Stream? Json, bool IsReused);
