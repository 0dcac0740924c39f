using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using BenchmarkDotNet.Attributes;
using Orders.Benchmarks.Functions.Subjects;
using Orders.Benchmarks.Micro.Support;
using Orders.Ingest;
using Orders.Notifier;
using Orders.Observability;
using Orders.Processor;

namespace Orders.Benchmarks.Micro;

/// <summary>
/// Whole invocations, from the event's JSON to the answer's, with the AWS SDK and up to what it hands to HTTP. A native binary has no diagnoser
/// that tells what it allocates; here is the same code, on the same collector, in this process.
/// </summary>
public class Invocations
{
    private Func<Task> _invoke = static () => Task.CompletedTask;

    /// <summary>All functions and events.</summary>
    public static IEnumerable<string> Functions => Given.Functions.Select(Label);

    /// <summary>Which function, and with what.</summary>
    [ParamsSource(nameof(Functions))]
    public string Function { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var subject = Given.Functions.Single(subject => Label(subject) == Function);
        _invoke = subject.Name switch
        {
            "ingest" => Ingest(subject),
            "processor" => Processor(subject),
            _ => Notifier(subject),
        };
    }

    [Benchmark]
    public Task Invoke() => _invoke();

    private static Func<Task> Ingest(Subject subject)
    {
        var function = Orders.Ingest.Composition.Compose(
            IngestSettings.Read(subject.Environment.GetValueOrDefault), CannedAws.DynamoDb(), CannedAws.Sqs(), new LineSink(Stream.Null),
            TimeProvider.System, Random.Shared.NextDouble, Random.Shared.NextBytes);
        return async () =>
        {
            await using var answer = await function.HandleAsync(Event(subject), Invocation.Instance);
        };
    }

    private static Func<Task> Processor(Subject subject)
    {
        var serializer = new SourceGeneratorLambdaJsonSerializer<ProcessorJsonContext>();
        var function = Orders.Processor.Composition.Compose(
            ProcessorSettings.Read(subject.Environment.GetValueOrDefault), CannedAws.DynamoDb(), CannedAws.Sqs(), new LineSink(Stream.Null),
            TimeProvider.System, Random.Shared.NextDouble);
        return async () =>
        {
            var answer = await function.HandleAsync(serializer.Deserialize<SQSEvent>(Event(subject)), Invocation.Instance);
            serializer.Serialize(answer, Stream.Null);
        };
    }

    private static Func<Task> Notifier(Subject subject)
    {
        var serializer = new SourceGeneratorLambdaJsonSerializer<NotifierJsonContext>();
        var function = Orders.Notifier.Composition.Compose(
            NotifierSettings.Read(subject.Environment.GetValueOrDefault), CannedAws.Sqs(), new LineSink(Stream.Null), TimeProvider.System,
            Random.Shared.NextDouble);
        return async () =>
        {
            var answer = await function.HandleAsync(serializer.Deserialize<DynamoDBEvent>(Event(subject)), Invocation.Instance);
            serializer.Serialize(answer, Stream.Null);
        };
    }

    private static string Label(Subject subject) => $"{subject.Name}, {subject.Event}";

    private static MemoryStream Event(Subject subject) => new(subject.Payload, 0, subject.Payload.Length, writable: false, publiclyVisible: true);
}
