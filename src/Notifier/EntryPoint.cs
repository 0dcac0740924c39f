using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Orders.Aws;

namespace Orders.Notifier;

/// <summary>Runs the function on Lambda's Runtime API.</summary>
public static class EntryPoint
{
    /// <summary>Runs until the token is cancelled, or forever.</summary>
    /// <param name="cancellationToken">Ends the loop between two invocations.</param>
    public static async Task RunAsync(CancellationToken cancellationToken = default)
    {
        Function? function = null;
        var serializer = new SourceGeneratorLambdaJsonSerializer<NotifierJsonContext>();
        using var bootstrap = LambdaBootstrapBuilder
            .Create<DynamoDBEvent, StreamsEventResponse>((batch, context) => function!.HandleAsync(batch, context), serializer)
            // Composed here, so that a wrong environment fails the init phase, before the first record.
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
