using Orders.Local.Api;
using Orders.Local.Proxies;
using Orders.Operations.Settings;

namespace Orders.Local;

/// <summary>The options of a local pipeline.</summary>
public sealed record LocalPipelineOptions
{
    /// <summary>The settings that Terraform uses too.</summary>
    public required PipelineSettings Settings { get; init; }

    /// <summary>The folder <c>emulators/</c> of the repository.</summary>
    public required string EmulatorsFolder { get; init; }

    /// <summary>
    /// The folder of the emulated table's file. A run starts empty, like the SQS emulator: an earlier run's file is replaced. Two concurrent runs
    /// need two folders.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>The Ingest function: executable and arguments.</summary>
    public required IReadOnlyList<string> IngestCommand { get; init; }

    /// <summary>The Processor function: executable and arguments.</summary>
    public required IReadOnlyList<string> ProcessorCommand { get; init; }

    /// <summary>The Notifier function: executable and arguments.</summary>
    public required IReadOnlyList<string> NotifierCommand { get; init; }

    /// <summary>An SQS endpoint to use instead of the emulator; missing queues are created.</summary>
    public Uri? SqsEndpoint { get; init; }

    /// <summary>A DynamoDB endpoint to use instead of the emulator; a missing table is created.</summary>
    public Uri? DynamoDbEndpoint { get; init; }

    /// <summary>The region in ARNs and signatures.</summary>
    public string Region { get; init; } = "ap-south-1";

    /// <summary>
    /// Whether the credentials are the caller's own, and not placeholders for servers that accept any. Their secret is never shown.
    /// </summary>
    public bool HasCallersCredentials { get; init; }

    /// <summary>The access key; an emulator accepts any.</summary>
    public string AccessKey { get; init; } = "local";

    /// <summary>The secret key; an emulator accepts any.</summary>
    public string SecretKey { get; init; } = "local";

    /// <summary>The session token of temporary credentials; null for none.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The port of the orders API; 0 selects a free one.</summary>
    public int ApiPort { get; init; }

    /// <summary>The port of Lambda's API; 0 selects a free one.</summary>
    public int LambdaPort { get; init; }

    /// <summary>The maximum number of processes of each function, whatever the settings allow.</summary>
    public int LocalConcurrency { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Whether functions are suspended between two invocations.</summary>
    public bool FreezesFunctions { get; init; }

    /// <summary>Whether the functions are debugged: each has one process, and an invocation may take an hour.</summary>
    public bool IsDebugged { get; init; }

    /// <summary>Environment variables for the functions, in addition to the deployment's.</summary>
    public IReadOnlyDictionary<string, string> FunctionVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>The authorization of the orders API.</summary>
    public ApiAuthorization ApiAuthorization { get; init; }

    /// <summary>The folder for one log file per function; null for none.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Receives one line for each step and each notice for an operator, from any thread.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Receives each line that a function logs, with the function's name, from any thread.</summary>
    public Action<string, string>? OnLogLine { get; init; }

    /// <summary>
    /// The middleware of each call that the functions, and the mappings for them, make to SQS and DynamoDB; the first one is nearest to the
    /// caller. Empty: the services are called directly.
    /// </summary>
    public IReadOnlyList<CallMiddleware> CallMiddleware { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Returns the services' endpoints; a record's default text would include the secret key.</summary>
    public override string ToString() => $"SQS {SqsEndpoint}, DynamoDB {DynamoDbEndpoint}, region {Region}";
}
