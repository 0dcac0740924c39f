using Amazon.DynamoDBv2;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Orders.Benchmarks.PeerProcessors;

// Two Processors as other teams write them, to compare ours with. Both use the SDK as it is; neither validates, hashes, logs, counts or retries.
var client = new AmazonDynamoDBClient();
Func<SQSEvent, Task<SQSBatchResponse>> handler = Environment.GetEnvironmentVariable("_HANDLER") switch
{
    "usual" => new UsualProcessor(client).HandleAsync,
    "leanest" => new LeanestProcessor(client).HandleAsync,
    var other => throw new InvalidOperationException($"_HANDLER is '{other}'; it must be usual or leanest."),
};
using var bootstrap = LambdaBootstrapBuilder
    .Create<SQSEvent, SQSBatchResponse>((batch, _) => handler(batch), new SourceGeneratorLambdaJsonSerializer<PeerJsonContext>())
    .Build();
await bootstrap.RunAsync();
