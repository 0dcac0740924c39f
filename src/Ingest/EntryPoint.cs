using Amazon.Lambda.RuntimeSupport;
using Orders.Aws;

namespace Orders.Ingest;

/// <summary>Runs the function on Lambda's Runtime API.</summary>
public static class EntryPoint
{
    /// <summary>Runs until the token is cancelled, or for ever.</summary>
    /// <param name="httpClient">Talks to the Runtime API; null for the bootstrap's own. Tests give theirs.</param>
    /// <param name="cancellationToken">Ends the loop between two invocations.</param>
    public static async Task RunAsync(HttpClient? httpClient = null, CancellationToken cancellationToken = default)
    {
        Function? function = null;
        // The event comes in several shapes, so the function takes it as it is.
        var builder = LambdaBootstrapBuilder
            .Create((input, context) => function!.HandleAsync(input, context))
            // Wired here, a wrong environment fails the init phase, before the first request is taken.
            .UseBootstrapHandler(async () =>
            {
                TrustedRoots.UseBeside(AppContext.BaseDirectory);
                function = await Composition.StartAsync(Environment.GetEnvironmentVariable);
                return true;
            });
        if (httpClient is not null)
        {
            builder.UseHttpClient(httpClient);
        }

        using var bootstrap = builder.Build();
        await bootstrap.RunAsync(cancellationToken);
    }
}
