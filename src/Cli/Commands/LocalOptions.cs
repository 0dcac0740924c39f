using System.CommandLine;
using Orders.Cli.Functions;
using Orders.Local;
using Orders.Local.Settings;

namespace Orders.Cli.Commands;

/// <summary>The options of every command that runs the pipeline on this machine.</summary>
internal sealed class LocalOptions
{
    private readonly Option<bool> _managed = new("--managed") { Description = "Run the functions on the .NET runtime instead of as native binaries." };

    private readonly Option<Uri?> _sqs = UrlOption.Create("--sqs-endpoint", "An SQS endpoint to use instead of the emulator (ElasticMQ, LocalStack).");

    private readonly Option<Uri?> _dynamoDb = UrlOption.Create("--dynamodb-endpoint", "A DynamoDB endpoint to use instead of the emulator (DynamoDB Local, LocalStack).");

    private readonly Option<Uri?> _endpoint = UrlOption.Create("--endpoint", "One endpoint for both services, as LocalStack has.");

    private readonly Option<int?> _concurrency = new("--concurrency") { Description = "Most processes of each function. Default: the number of cores, at least 2." };

    private readonly Option<string?> _logs = new("--logs") { Description = "A folder for the functions' logs, which are kept. Default: a temporary one." };

    public void AddTo(Command command)
    {
        command.Add(_managed);
        command.Add(_endpoint);
        command.Add(_sqs);
        command.Add(_dynamoDb);
        command.Add(_concurrency);
        command.Add(_logs);
    }

    /// <summary>How the user wants the functions to run.</summary>
    public FunctionBuild Build(ParseResult result)
    {
        if (result.GetValue(_managed))
        {
            return FunctionBuild.Managed;
        }

        var build = FunctionBuilder.Default();
        if (build == FunctionBuild.Managed)
        {
            Terminal.Progress.Say("Native binaries need a C linker (Debian: gcc libc6-dev), which is not here: the functions run on the .NET runtime.");
        }

        return build;
    }

    /// <summary>The options for starting the pipeline.</summary>
    public LocalPipelineOptions Pipeline(ParseResult result, Repository repository, FunctionCommands functions, string dataFolder)
    {
        var options = new LocalPipelineOptions
        {
            Settings = PipelineSettings.Load(repository.Settings),
            EmulatorsFolder = repository.Emulators,
            DataFolder = dataFolder,
            IngestCommand = functions.Ingest,
            ProcessorCommand = functions.Processor,
            NotifierCommand = functions.Notifier,
            LogFolder = result.GetValue(_logs) is { } logs ? Path.GetFullPath(logs) : Path.Combine(dataFolder, "logs"),
            SqsEndpoint = result.GetValue(_sqs) ?? result.GetValue(_endpoint) ?? FromEnvironment("AWS_ENDPOINT_URL_SQS"),
            DynamoDbEndpoint = result.GetValue(_dynamoDb) ?? result.GetValue(_endpoint) ?? FromEnvironment("AWS_ENDPOINT_URL_DYNAMODB"),
        };
        options = options.SqsEndpoint is null && options.DynamoDbEndpoint is null ? options : WithCallersIdentity(options);
        return result.GetValue(_concurrency) is { } concurrency ? options with { LocalConcurrency = concurrency } : options;
    }

    // A server of the caller's may look at credentials and region; the emulators take any.
    private static LocalPipelineOptions WithCallersIdentity(LocalPipelineOptions options) => options with
    {
        Region = Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? options.Region,
        AccessKey = Variable("AWS_ACCESS_KEY_ID") ?? options.AccessKey,
        SecretKey = Variable("AWS_SECRET_ACCESS_KEY") ?? options.SecretKey,
        SessionToken = Variable("AWS_SESSION_TOKEN"),
    };

    // The SDK's own variables, the service's before the general one.
    private static Uri? FromEnvironment(string variable) =>
        (Variable(variable) ?? Variable("AWS_ENDPOINT_URL")) is { } url ? new Uri(url) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
