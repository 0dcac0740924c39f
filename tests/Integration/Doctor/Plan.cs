using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Orders.Local;
using Orders.Local.Lambda;
using Orders.Local.Resources;
using Orders.Operations.Settings;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Doctor;

/// <summary>A deployment as the settings say, before it is made: so that a test can plant a defect in it.</summary>
sealed class Plan
{
    public const string StreamArn = "the table's stream";

    public Plan(EmulatorFixture emulators)
    {
        Settings = PipelineSettings.Load(Repository.Settings).WithPrefix($"t{Guid.NewGuid():N}"[..12] + "-");
        Queues = QueueDefinitions.Of(Settings, Arn).ToDictionary(static queue => queue.Name, static queue => queue.Attributes);
        Table = OrdersTable.CreateRequest(Settings.Table.Name);
        var environment = new FunctionEnvironment(Settings, name => $"{emulators.Endpoints.Sqs.AbsoluteUri}{LocalEndpoints.AccountId}/{name}");
        Functions = new[] { (Settings.Ingest, environment.Ingest()), (Settings.Processor, environment.Processor()), (Settings.Notifier, environment.Notifier()) }
            .ToDictionary(static function => function.Item1.Name, static function => Define(function.Item1, function.Item2));
        var (processor, notifier) = (Settings.Processor, Settings.Notifier);
        OrdersMapping = Mapping(Arn(Settings.OrdersQueue.Name), processor.Name, processor.BatchSize, processor.MaximumBatchingWindowSeconds);
        OrdersMapping["ScalingConfig"] = new JsonObject { ["MaximumConcurrency"] = processor.MaximumConcurrency };
        StreamMapping = Mapping(StreamArn, notifier.Name, notifier.BatchSize, notifier.MaximumBatchingWindowSeconds);
        StreamMapping["StartingPosition"] = "TRIM_HORIZON";
        StreamMapping["ParallelizationFactor"] = notifier.ParallelizationFactor;
        StreamMapping["MaximumRetryAttempts"] = notifier.MaximumRetryAttempts;
        StreamMapping["MaximumRecordAgeInSeconds"] = notifier.MaximumRecordAgeSeconds;
        StreamMapping["BisectBatchOnFunctionError"] = notifier.BisectBatchOnFunctionError;
        StreamMapping["DestinationConfig"] = new JsonObject { ["OnFailure"] = new JsonObject { ["Destination"] = Arn(Settings.OrderEventsDlq.Name) } };
    }

    public PipelineSettings Settings { get; }

    /// <summary>The attributes of each queue that will be there.</summary>
    public Dictionary<string, Dictionary<string, string>> Queues { get; }

    public CreateTableRequest? Table { get; set; }

    public Dictionary<string, FunctionDefinition> Functions { get; }

    public JsonObject? OrdersMapping { get; set; }

    public JsonObject? StreamMapping { get; set; }

    public Dictionary<string, string> OrdersQueue => Queues[Settings.OrdersQueue.Name];

    public Dictionary<string, string> OrdersDlq => Queues[Settings.OrdersQueue.DeadLetterQueue];

    public Dictionary<string, string> Consumer => Queues[Settings.Consumers[0].Queue];

    public static string Arn(string queue) => $"arn:aws:sqs:ap-south-1:{LocalEndpoints.AccountId}:{queue}";

    /// <summary>Gives a function another environment variable, or, by null, none.</summary>
    public void Tell(string function, string variable, string? value)
    {
        var environment = new Dictionary<string, string>(Functions[function].Environment);
        environment.Remove(variable);
        if (value is not null)
        {
            environment[variable] = value;
        }

        Functions[function] = Functions[function] with { Environment = environment };
    }

    static FunctionDefinition Define(FunctionSettings settings, IReadOnlyDictionary<string, string> environment) => new()
    {
        Name = settings.Name,
        Command = ["/bin/false"],
        Environment = environment,
        Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
        MemoryMb = settings.MemoryMb,
        LocalInstances = 1,
    };

    static JsonObject Mapping(string source, string function, int batchSize, int window) => new()
    {
        ["UUID"] = $"{Guid.NewGuid()}",
        ["EventSourceArn"] = source,
        ["FunctionArn"] = $"arn:aws:lambda:ap-south-1:{LocalEndpoints.AccountId}:function:{function}:live",
        ["State"] = "Enabled",
        ["BatchSize"] = batchSize,
        ["MaximumBatchingWindowInSeconds"] = window,
        ["FunctionResponseTypes"] = new JsonArray("ReportBatchItemFailures"),
    };
}
