using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.SQSEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Orders.Aws;

namespace Orders.Processor;

/// <summary>Runs the function on Lambda's Runtime API.</summary>
public static class EntryPoint
{
    /// <summary>Runs until the token is cancelled, or for ever.</summary>
    /// <param name="httpClient">Talks to the Runtime API; null for the bootstrap's own. Tests give theirs.</param>
    /// <param name="cancellationToken">Ends the loop between two invocations.</param>
    public static async Task RunAsync(HttpClient? httpClient = null, CancellationToken cancellationToken = default)
    {
        Function? function = null;
        var serializer = new SourceGeneratorLambdaJsonSerializer<ProcessorJsonContext>();
        var builder = LambdaBootstrapBuilder
            .Create<SQSEvent, SQSBatchResponse>((batch, context) => function!.HandleAsync(batch, context), serializer)
            // Wired here, a wrong environment fails the init phase, before the first message is taken.
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
