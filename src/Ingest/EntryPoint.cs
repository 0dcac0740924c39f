using Amazon.Lambda.RuntimeSupport;
using Orders.Aws;

namespace Orders.Ingest;

/// <summary>Runs the function on Lambda's Runtime API.</summary>
public static class EntryPoint
{
    /// <summary>Runs until the token is cancelled, or for ever.</summary>
    /// <param name="cancellationToken">Ends the loop between two invocations.</param>
    public static async Task RunAsync(CancellationToken cancellationToken = default)
    {
        Function? function = null;
        // The event comes in several shapes, so the function takes it as it is.
        using var bootstrap = LambdaBootstrapBuilder
            .Create((input, context) => function!.HandleAsync(input, context))
            // Wired here, a wrong environment fails the init phase, before the first request is taken.
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
