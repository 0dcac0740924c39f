using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Hosting;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Builds a bootstrap from a handler.</summary>
public sealed class LambdaBootstrapBuilder
{
    private readonly InvocationHandler _handler;
    private LambdaBootstrapInitializer? _initializer;

    private LambdaBootstrapBuilder(InvocationHandler handler) => _handler = handler;

    /// <summary>Creates a builder for a handler of streams.</summary>
    /// <param name="handler">Receives the event; its result is disposed once it is sent.</param>
    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(async (input, context) => new Outcome(await handler(input, context), IsReused: false));

    /// <summary>Creates a builder for a handler of objects. The result's buffer is reused for every invocation.</summary>
    /// <typeparam name="TInput">The event's type.</typeparam>
    /// <typeparam name="TOutput">The result's type.</typeparam>
    /// <param name="handler">Receives the event.</param>
    /// <param name="serializer">Reads the event and writes the result.</param>
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer)
    {
        MemoryStream output = new();
        return new(async (input, context) =>
        {
            var result = await handler(serializer.Deserialize<TInput>(input), context);
            output.SetLength(0);
            serializer.Serialize(result, output);
            output.Position = 0;
            return new Outcome(output, IsReused: true);
        });
    }

    /// <summary>Sets an initializer that runs before the first invocation.</summary>
    /// <param name="lambdaBootstrapInitializer">The initializer.</param>
    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer lambdaBootstrapInitializer)
    {
        _initializer = lambdaBootstrapInitializer;
        return this;
    }

    /// <summary>Builds the bootstrap.</summary>
    public LambdaBootstrap Build() => Build(BootstrapHost.Process);

    internal LambdaBootstrap Build(BootstrapHost host) => new(_handler, _initializer, host);
}
