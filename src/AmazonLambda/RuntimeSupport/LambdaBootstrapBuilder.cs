using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Puts a bootstrap together from a handler.</summary>
public class LambdaBootstrapBuilder
{
    private readonly HandlerWrapper _handler;
    private readonly LambdaBootstrapOptions _options = new();
    private HttpClient? _httpClient;
    private LambdaBootstrapInitializer? _initializer;

    private LambdaBootstrapBuilder(HandlerWrapper handler) => _handler = handler;

    /// <inheritdoc cref="HandlerWrapper.GetHandlerWrapper(Func{Stream,ILambdaContext,Task{Stream}})"/>
    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <inheritdoc cref="HandlerWrapper.GetHandlerWrapper{TInput}(Func{TInput,ILambdaContext,Task{Stream}},ILambdaSerializer)"/>
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <inheritdoc cref="HandlerWrapper.GetHandlerWrapper{TInput,TOutput}(Func{TInput,Task{TOutput}},ILambdaSerializer)"/>
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <inheritdoc cref="HandlerWrapper.GetHandlerWrapper{TOutput}(Func{Stream,ILambdaContext,Task{TOutput}},ILambdaSerializer)"/>
    public static LambdaBootstrapBuilder Create<TOutput>(
        Func<Stream, ILambdaContext, Task<TOutput>> handler,
        ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <inheritdoc cref="HandlerWrapper.GetHandlerWrapper{TInput,TOutput}(Func{TInput,Task{TOutput}},ILambdaSerializer)"/>
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(
        Func<TInput, ILambdaContext, Task<TOutput>> handler,
        ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>Reaches the Runtime API through the caller's client, which stays the caller's to dispose of.</summary>
    /// <param name="httpClient">A client that has sent nothing yet: its timeout is lifted, the next invocation may be hours away.</param>
    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        _httpClient = httpClient;
        return this;
    }

    /// <summary>Runs something before the first invocation.</summary>
    /// <param name="lambdaBootstrapInitializer">What to run.</param>
    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer lambdaBootstrapInitializer)
    {
        _initializer = lambdaBootstrapInitializer;
        return this;
    }

    /// <summary>Changes how the bootstrap reaches Lambda.</summary>
    /// <param name="options">Changes the options.</param>
    public LambdaBootstrapBuilder ConfigureOptions(Action<LambdaBootstrapOptions>? options = null)
    {
        options?.Invoke(_options);
        return this;
    }

    /// <summary>The bootstrap, ready to run.</summary>
    public LambdaBootstrap Build() => Build(BootstrapHost.Process);

    internal LambdaBootstrap Build(BootstrapHost host) => new(_httpClient, _handler.Handler, _options, _initializer, host);
}
