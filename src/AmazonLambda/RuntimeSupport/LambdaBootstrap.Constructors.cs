using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

public partial class LambdaBootstrap
{
    /// <summary>Creates a bootstrap with its own connection.</summary>
    /// <param name="handler">Handles each invocation.</param>
    /// <param name="initializer">Runs before the first one.</param>
    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapInitializer? initializer = null)
        : this(null, handler, new LambdaBootstrapOptions(), initializer, BootstrapHost.Process)
    {
    }

    /// <inheritdoc cref="LambdaBootstrap(LambdaBootstrapHandler,LambdaBootstrapInitializer)"/>
    /// <param name="handler">Handles each invocation.</param>
    /// <param name="lambdaBootstrapOptions">How to reach Lambda.</param>
    /// <param name="initializer">Runs before the first one.</param>
    public LambdaBootstrap(
        LambdaBootstrapHandler handler,
        LambdaBootstrapOptions lambdaBootstrapOptions,
        LambdaBootstrapInitializer? initializer = null)
        : this(null, handler, lambdaBootstrapOptions, initializer, BootstrapHost.Process)
    {
    }

    /// <summary>Creates a bootstrap that uses the caller's client, which stays the caller's to dispose of.</summary>
    /// <param name="httpClient">A client that has sent nothing yet: its timeout is lifted, the next invocation may be hours away.</param>
    /// <param name="handler">Handles each invocation.</param>
    /// <param name="initializer">Runs before the first one.</param>
    public LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer? initializer = null)
        : this(httpClient, handler, new LambdaBootstrapOptions(), initializer, BootstrapHost.Process)
    {
    }

    /// <inheritdoc cref="LambdaBootstrap(LambdaBootstrapHandler,LambdaBootstrapInitializer)"/>
    /// <param name="handlerWrapper">Handles each invocation.</param>
    /// <param name="initializer">Runs before the first one.</param>
    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapInitializer? initializer = null)
        : this(handlerWrapper.Handler, initializer)
    {
    }

    /// <inheritdoc cref="LambdaBootstrap(HttpClient,LambdaBootstrapHandler,LambdaBootstrapInitializer)"/>
    /// <param name="httpClient">A client that has sent nothing yet: its timeout is lifted, the next invocation may be hours away.</param>
    /// <param name="handlerWrapper">Handles each invocation.</param>
    /// <param name="initializer">Runs before the first one.</param>
    public LambdaBootstrap(HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapInitializer? initializer = null)
        : this(httpClient, handlerWrapper.Handler, initializer)
    {
    }
}
