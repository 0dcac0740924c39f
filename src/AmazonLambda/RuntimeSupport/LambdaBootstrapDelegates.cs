namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Handles one invocation. What it throws is reported to the invoker, and the next invocation follows.</summary>
/// <param name="invocation">The invocation.</param>
public delegate Task<InvocationResponse> LambdaBootstrapHandler(InvocationRequest invocation);

/// <summary>Runs before the first invocation. What it throws is reported as an init error and ends the process.</summary>
/// <returns>False to leave without taking any invocation.</returns>
public delegate Task<bool> LambdaBootstrapInitializer();
