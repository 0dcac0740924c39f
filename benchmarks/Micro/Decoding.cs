using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using BenchmarkDotNet.Attributes;
using Orders.Benchmarks.Micro.Support;

namespace Orders.Benchmarks.Micro;

/// <summary>An event's JSON: looked at token by token, which is the least that can be done, and read whole into the event's types.</summary>
public class Decoding
{
    private readonly SourceGeneratorLambdaJsonSerializer<EventsJsonContext> _serializer = new();
    private byte[] _utf8 = [];
    private Func<Stream, object> _decode = static _ => throw new InvalidOperationException();

    /// <summary>All events.</summary>
    public static IEnumerable<string> Events => Given.Events.Select(static subject => subject.Event);

    /// <summary>Which event.</summary>
    [ParamsSource(nameof(Events))]
    public string Event { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var subject = Given.Events.Single(subject => subject.Event == Event);
        _utf8 = subject.Payload;
        _decode = subject.Environment["_HANDLER"] switch
        {
            "sqs" => _serializer.Deserialize<SQSEvent>,
            "stream" => _serializer.Deserialize<DynamoDBEvent>,
            _ => _serializer.Deserialize<APIGatewayHttpApiV2ProxyRequest>,
        };
    }

    [Benchmark(Baseline = true)]
    public int Scan()
    {
        var reader = new Utf8JsonReader(_utf8);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public object Decode() => _decode(new MemoryStream(_utf8, 0, _utf8.Length, writable: false, publiclyVisible: true));
}

[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
internal sealed partial class EventsJsonContext : JsonSerializerContext;
