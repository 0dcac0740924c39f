using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Orders.Benchmarks.ParseOnly;

// A function in the official programming model that does nothing with its event but have it read, whole, into the event's types: what the
// runtime and its decoders cost, the bundled ones or, with AmazonLambda=nuget, those of the official packages.
var builder = Environment.GetEnvironmentVariable("_HANDLER") switch
{
    "sqs" => LambdaBootstrapBuilder.Create<SQSEvent, SQSBatchResponse>(
        static (_, _) => Task.FromResult(new SQSBatchResponse([])),
        new SourceGeneratorLambdaJsonSerializer<SqsJsonContext>()),
    "stream" => LambdaBootstrapBuilder.Create<DynamoDBEvent, StreamsEventResponse>(
        static (_, _) => Task.FromResult(new StreamsEventResponse { BatchItemFailures = [] }),
        new SourceGeneratorLambdaJsonSerializer<StreamJsonContext>()),
    "http" => LambdaBootstrapBuilder.Create<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>(
        static (_, _) => Task.FromResult(new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200, Body = "{}" }),
        new SourceGeneratorLambdaJsonSerializer<HttpJsonContext>()),
    var other => throw new InvalidOperationException($"_HANDLER is '{other}'; it must be sqs, stream or http."),
};
using var bootstrap = builder.Build();
await bootstrap.RunAsync();

namespace Orders.Benchmarks.ParseOnly
{
    [JsonSerializable(typeof(SQSEvent))]
    [JsonSerializable(typeof(SQSBatchResponse))]
    internal sealed partial class SqsJsonContext : JsonSerializerContext;

    [JsonSerializable(typeof(DynamoDBEvent))]
    [JsonSerializable(typeof(StreamsEventResponse))]
    internal sealed partial class StreamJsonContext : JsonSerializerContext;

    [JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
    [JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
    internal sealed partial class HttpJsonContext : JsonSerializerContext;
}
