using System.Globalization;
using System.Net.Sockets;
using Amazon.Lambda.RuntimeSupport.Client;
using Amazon.Lambda.RuntimeSupport.Hosting;
using Amazon.Lambda.RuntimeSupport.Logging;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// Runs a function: receives one invocation after another from the Lambda Runtime API and sends the handler's answers. An exception of the
/// handler fails its invocation only.
/// </summary>
public sealed class LambdaBootstrap : IDisposable
{
    private readonly InvocationHandler _handler;
    private readonly LambdaBootstrapInitializer? _initializer;
    private readonly BootstrapHost _host;

    internal LambdaBootstrap(InvocationHandler handler, LambdaBootstrapInitializer? initializer, BootstrapHost host) =>
        (_handler, _initializer, _host) = (handler, initializer, host);

    /// <summary>
    /// Runs the initializer, then invocations until SIGTERM or cancellation. A running invocation is finished first.
    /// </summary>
    /// <param name="cancellationToken">Stops the bootstrap; not an error.</param>
    /// <exception cref="InvalidOperationException">
    /// <c>AWS_LAMBDA_RUNTIME_API</c> is not set, or the Runtime API failed permanently.
    /// </exception>
    /// <exception cref="SocketException">The Runtime API could not be reached for about a minute.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var termination = _host.OnTermination(stop.Cancel);
        LambdaLog log = new(_host);
        using SocketTransport transport = new(RuntimeApiClient.Endpoint(_host));
        RuntimeApiClient client = new(transport, _host);
        // The socket must not block the caller's thread: the caller may have more to do.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

        LimitHeap();
        if (!await InitializeAsync(client, log))
        {
            return;
        }

        FunctionEnvironment function = new(_host.Environment);
        InvocationGarbage garbage = new(_host);
        while (!stop.IsCancellationRequested && await client.NextAsync(stop.Token) is { } next)
        {
            await InvokeAsync(client, log, next, function);
            await garbage.CollectIfWorthItAsync();
        }
    }

    /// <summary>Releases nothing: the connection to the Runtime API ends with <see cref="RunAsync"/>.</summary>
    public void Dispose()
    {
    }

    private void LimitHeap()
    {
        if (int.TryParse(_host.Environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes > 0)
        {
            _host.LimitHeap((long)megabytes << 20);
        }
    }

    private async Task<bool> InitializeAsync(RuntimeApiClient client, LambdaLog log)
    {
        InvocationLogger logger = new(log, requestId: null);
        try
        {
            RefuseConcurrency();
            return _initializer is null || await _initializer();
        }
        catch (Exception exception)
        {
            // Any exception: Lambda expects it to be reported, and the process to end.
            logger.Failed(exception);
            await client.ReportInitErrorAsync(exception);
            throw;
        }
    }

    /// <exception cref="InvalidOperationException">Lambda would send several invocations at a time.</exception>
    private void RefuseConcurrency()
    {
        const string variable = "AWS_LAMBDA_MAX_CONCURRENCY";
        if (int.TryParse(_host.Environment(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var concurrency) && concurrency > 1)
        {
            throw new InvalidOperationException(
                $"{variable} is {concurrency}: this runtime handles one invocation at a time. Set the concurrency of the function's execution environments to 1.");
        }
    }

    private async Task InvokeAsync(RuntimeApiClient client, LambdaLog log, NextInvocation next, FunctionEnvironment function)
    {
        InvocationLogger logger = new(log, next.RequestId);
        LambdaContext context = new(next, function, logger, _host.Time);
        await using var input = next.Body;

        // X-Ray's SDKs read this variable.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", next.TraceId);

        ReadOnlyMemory<byte> result;
        Outcome outcome = default;
        try
        {
            try
            {
                outcome = await _handler(input, context);
                result = await ContentAsync(outcome.Json);
            }
            catch (Exception exception)
            {
                // Any exception: it fails this invocation, and must not fail the next one.
                logger.Failed(exception);
                await client.ReportErrorAsync(next.RequestId, exception, logger);
                return;
            }

            await client.RespondAsync(next.RequestId, result, logger);
        }
        finally
        {
            if (outcome is { IsReused: false, Json: { } output })
            {
                await output.DisposeAsync();
            }
        }
    }

    // The complete result, because it may have to be sent to the Runtime API twice.
    private static async ValueTask<ReadOnlyMemory<byte>> ContentAsync(Stream? output)
    {
        switch (output)
        {
            case null:
                return default;
            case MemoryStream memory when memory.TryGetBuffer(out var buffer):
                return buffer.AsMemory((int)memory.Position);
            default:
                MemoryStream copy = new();
                await output.CopyToAsync(copy);
                return copy.GetBuffer().AsMemory(0, (int)copy.Length);
        }
    }
}
