using Amazon.Lambda.RuntimeSupport;
using Orders.Aws;

namespace Orders.Ingest;

/// <summary>Runs the function on Lambda's Runtime API.</summary>
public static class EntryPoint
{
    /// <summary>Runs until the token is cancelled, or forever.</summary>
    /// <param name="cancellationToken">Ends the loop between two invocations.</param>
    public static async Task RunAsync(CancellationToken cancellationToken = default)
    {
        Function? function = null;
        // The event has several shapes, so the function takes a stream.
        using var bootstrap = LambdaBootstrapBuilder
            .Create((input, context) => function!.HandleAsync(input, context))
            // Composed here, so that a wrong environment fails the init phase, before the first request.
            .UseBootstrapHandler(async () =>
            {
                TrustedRoots.UseBeside(AppContext.BaseDirectory);
                function = await Composition.StartAsync(Environment.GetEnvironmentVariable);
                return true;
            })
            .Build();
        await bootstrap.RunAsync(cancellationToken);
    }
}
