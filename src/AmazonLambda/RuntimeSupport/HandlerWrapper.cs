using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A typed handler as the bootstrap takes it. The result's buffer is used again for every invocation.</summary>
public class HandlerWrapper : IDisposable
{
    private readonly MemoryStream _output = new();

    private HandlerWrapper(Func<HandlerWrapper, LambdaBootstrapHandler> bind) => Handler = bind(this);

    /// <summary>The handler.</summary>
    public LambdaBootstrapHandler Handler { get; }

    /// <summary>Wraps a handler of JSON.</summary>
    /// <param name="handler">Gets the event; its result is disposed of once it is sent.</param>
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(_ => async invocation => new InvocationResponse(await handler(invocation.InputStream, invocation.LambdaContext)));

    /// <summary>Wraps a handler of an object that answers JSON.</summary>
    /// <typeparam name="TInput">The event's type.</typeparam>
    /// <param name="handler">Gets the event; its result is disposed of once it is sent.</param>
    /// <param name="serializer">Reads the event.</param>
    public static HandlerWrapper GetHandlerWrapper<TInput>(
        Func<TInput, ILambdaContext, Task<Stream>> handler,
        ILambdaSerializer serializer) =>
        new(_ => async invocation =>
        {
            var input = Input<TInput>(invocation, serializer);
            return new InvocationResponse(await handler(input, invocation.LambdaContext));
        });

    /// <summary>Wraps a handler of JSON that answers an object.</summary>
    /// <typeparam name="TOutput">The result's type.</typeparam>
    /// <param name="handler">Gets the event.</param>
    /// <param name="serializer">Writes the result.</param>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(
        Func<Stream, ILambdaContext, Task<TOutput>> handler,
        ILambdaSerializer serializer) =>
        new(wrapper => async invocation =>
        {
            Expose(serializer, invocation);
            return wrapper.Output(await handler(invocation.InputStream, invocation.LambdaContext), serializer);
        });

    /// <summary>Wraps a handler of objects.</summary>
    /// <typeparam name="TInput">The event's type.</typeparam>
    /// <typeparam name="TOutput">The result's type.</typeparam>
    /// <param name="handler">Gets the event.</param>
    /// <param name="serializer">Reads the event and writes the result.</param>
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        GetHandlerWrapper<TInput, TOutput>((input, _) => handler(input), serializer);

    /// <inheritdoc cref="GetHandlerWrapper{TInput,TOutput}(Func{TInput,Task{TOutput}},ILambdaSerializer)"/>
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(
        Func<TInput, ILambdaContext, Task<TOutput>> handler,
        ILambdaSerializer serializer) =>
        new(wrapper => async invocation =>
        {
            var input = Input<TInput>(invocation, serializer);
            return wrapper.Output(await handler(input, invocation.LambdaContext), serializer);
        });

    /// <summary>Releases the result's buffer.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the result's buffer.</summary>
    /// <param name="disposing">Whether managed state may be released.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _output.Dispose();
        }
    }

    private static TInput Input<TInput>(InvocationRequest invocation, ILambdaSerializer serializer)
    {
        Expose(serializer, invocation);
        return serializer.Deserialize<TInput>(invocation.InputStream);
    }

    private static void Expose(ILambdaSerializer serializer, InvocationRequest invocation)
    {
        if (invocation.LambdaContext is LambdaContext context)
        {
            context.Serializer = serializer;
        }
    }

    private InvocationResponse Output<TOutput>(TOutput output, ILambdaSerializer serializer)
    {
        _output.SetLength(0);
        serializer.Serialize(output, _output);
        _output.Position = 0;
        return new InvocationResponse(_output, disposeOutputStream: false);
    }
}
