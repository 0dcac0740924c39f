using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.SQSEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Orders.Aws;

namespace Orders.Processor;

/// <summary>Runs the function on Lambda's Runtime API.</summary>
public static class EntryPoint
{
    /// <summary>Runs until the token is cancelled, or forever.</summary>
    /// <param name="cancellationToken">Ends the loop between two invocations.</param>
    public static async Task RunAsync(CancellationToken cancellationToken = default)
    {
        Function? function = null;
        var serializer = new SourceGeneratorLambdaJsonSerializer<ProcessorJsonContext>();
        using var bootstrap = LambdaBootstrapBuilder
            .Create<SQSEvent, SQSBatchResponse>((batch, context) => function!.HandleAsync(batch, context), serializer)
            // Composed here, so that a wrong environment fails the init phase, before the first message.
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
