using System.CommandLine;
using System.CommandLine.Parsing;
using Amazon.DynamoDBv2.Model;
using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Local;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;

namespace Orders.Dev.Commands;

/// <summary>The options of every command that runs the pipeline on this machine.</summary>
/// <param name="environment">Returns a variable's value; null or empty if it is not set.</param>
internal sealed class LocalOptions(Func<string, string?> environment)
{
    private readonly Option<bool> _native = new("--native") { Description = "Run the functions as native binaries, as deployed; builds them if needed. Default: on the .NET runtime until they are built." };

    private readonly Option<bool> _managed = new("--managed") { Description = "Run the functions on the .NET runtime even if native binaries exist." };

    private readonly Option<Uri?> _sqs = UrlOption.Create("--sqs-endpoint", "An SQS endpoint to use instead of the emulator (ElasticMQ, LocalStack).");

    private readonly Option<Uri?> _dynamoDb = UrlOption.Create("--dynamodb-endpoint", "A DynamoDB endpoint to use instead of the emulator (DynamoDB Local, LocalStack).");

    private readonly Option<Uri?> _endpoint = UrlOption.Create("--endpoint", "One endpoint for both services, such as LocalStack's.");

    // Each process needs a port and memory: a larger number is a typing error.
    private readonly Option<decimal?> _concurrency = NumberOption.CreateInteger(
        "--concurrency", "The maximum number of processes of each function. Default: the number of cores, at least 2.", 1, 1000);

    private readonly Option<bool> _freeze = new("--freeze") { Description = "Freeze each function's process between invocations, as Lambda does." };

    private readonly Option<string?> _logs = new("--logs") { Description = "The folder for the functions' logs, which is kept. Default: a temporary folder." };

    public LocalOptions() : this(Environment.GetEnvironmentVariable)
    {
    }

    /// <summary>
    /// Whether <c>AWS_ENDPOINT_URL_SQS</c> and similar variables name the services. A command that fills and empties queues reads only its
    /// options, because the variables may name a running pipeline.
    /// </summary>
    public bool TakesEndpointsFromEnvironment { get; init; }

    /// <summary>Refuses services that contain data.</summary>
    /// <param name="pipeline">The pipeline over them, before it is used.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="CommandException">A queue has messages, or the table has rows.</exception>
    public static async Task RequireEmptyAsync(LocalPipeline pipeline, CancellationToken cancellationToken)
    {
        using var sqs = pipeline.Endpoints.NewSqsClient();
        using var dynamoDb = pipeline.Endpoints.NewDynamoDbClient();
        var rows = await dynamoDb.ScanAsync(new ScanRequest(pipeline.TableName) { Limit = 1 }, cancellationToken);
        foreach (var (name, queue) in pipeline.Queues)
        {
            var depth = await sqs.GetQueueAttributesAsync(queue.Url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"], cancellationToken);
            if (depth.Attributes.Values.Any(static count => count != "0"))
            {
                throw new CommandException($"The queue {name} at {SafeText.Clean(pipeline.Endpoints.Sqs.AbsoluteUri)} has messages, which this command would read and delete. Use services without data.");
            }
        }

        if (rows.Items is { Count: > 0 })
        {
            throw new CommandException($"The table {pipeline.TableName} at {SafeText.Clean(pipeline.Endpoints.DynamoDb.AbsoluteUri)} has rows, which this command would count as its own. Use services without data.");
        }
    }

    public void AddTo(Command command)
    {
        command.Add(_native);
        command.Add(_managed);
        command.AddRule(result =>
        {
            if (result.GetValue(_native) && result.GetValue(_managed))
            {
                result.AddError("--native and --managed exclude each other");
            }
        });
        command.Add(_endpoint);
        command.Add(_sqs);
        command.Add(_dynamoDb);
        command.Add(_concurrency);
        command.Add(_freeze);
        command.Add(_logs);
        _logs.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("--logs must be the path of a folder");
            }
        });
    }

    /// <summary>Whether an option says how the functions run.</summary>
    public bool NamesBuild(CommandResult result) => result.GetValue(_native) || result.GetValue(_managed);

    /// <summary>Returns how the functions are to run.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="builder">Knows which binaries are built.</param>
    /// <param name="isNativeByDefault">Whether native binaries are built if no option says otherwise.</param>
    public FunctionBuild Build(ParseResult result, FunctionBuilder builder, bool isNativeByDefault = false) =>
        result.GetValue(_native) || (!result.GetValue(_managed) && (isNativeByDefault || builder.HasNative)) ? FunctionBuild.Native : FunctionBuild.Managed;

    /// <summary>Returns the options for starting the pipeline.</summary>
    public LocalPipelineOptions Pipeline(ParseResult result, Repository repository, FunctionCommands functions, string dataFolder)
    {
        CheckSdk();
        var options = new LocalPipelineOptions
        {
            Settings = PipelineSettings.Load(repository.Settings),
            EmulatorsFolder = repository.Emulators,
            DataFolder = dataFolder,
            IngestCommand = functions.Ingest,
            ProcessorCommand = functions.Processor,
            NotifierCommand = functions.Notifier,
            FreezesFunctions = result.GetValue(_freeze),
            LogFolder = result.GetValue(_logs) is { } logs ? Path.GetFullPath(logs) : Path.Combine(dataFolder, "logs"),
            SqsEndpoint = result.GetValue(_sqs) ?? result.GetValue(_endpoint) ?? FromEnvironment("AWS_ENDPOINT_URL_SQS"),
            DynamoDbEndpoint = result.GetValue(_dynamoDb) ?? result.GetValue(_endpoint) ?? FromEnvironment("AWS_ENDPOINT_URL_DYNAMODB"),
        };
        options = LocalIdentity.Apply(options, environment);
        if (options.HasCallersCredentials)
        {
            Progress.Say($"Credentials: {LocalIdentity.Describe(options)}");
        }

        return result.GetValue(_concurrency) is { } concurrency ? options with { LocalConcurrency = (int)concurrency } : options;
    }

    // The SDK reads these variables for servers on this machine too. Region and endpoints are set explicitly.
    private void CheckSdk()
    {
        static bool IsUsed(string setting) => !SdkSettings.IsRegion(setting) && !SdkSettings.IsEndpoint(setting);
        SdkSettings.Check(environment, IsUsed);
        ProfileCheck.OfEnvironment(environment).Check(ProfileCheck.NameIn(environment), IsUsed);
    }

    // The SDK's own variables; the service's takes precedence over the general one.
    private Uri? FromEnvironment(string service)
    {
        foreach (var variable in TakesEndpointsFromEnvironment ? (string[])[service, "AWS_ENDPOINT_URL"] : [])
        {
            if (environment(variable) is { Length: > 0 } url)
            {
                return ServerUrl.Read(variable, url);
            }
        }

        return null;
    }
}
