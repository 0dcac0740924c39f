using Orders.Local.Api;
using Orders.Local.Proxies;
using Orders.Operations.Settings;

namespace Orders.Local;

/// <summary>How the pipeline is run on this machine.</summary>
public sealed record LocalPipelineOptions
{
    /// <summary>The settings that Terraform has, too.</summary>
    public required PipelineSettings Settings { get; init; }

    /// <summary>The folder <c>emulators/</c> of the repository.</summary>
    public required string EmulatorsFolder { get; init; }

    /// <summary>
    /// Where the emulated table's file lies. A run starts empty, as the SQS emulator does: a file of an earlier run is
    /// replaced. Two runs at once need two folders.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>The Ingest function: executable and arguments.</summary>
    public required IReadOnlyList<string> IngestCommand { get; init; }

    /// <summary>The Processor function: executable and arguments.</summary>
    public required IReadOnlyList<string> ProcessorCommand { get; init; }

    /// <summary>The Notifier function: executable and arguments.</summary>
    public required IReadOnlyList<string> NotifierCommand { get; init; }

    /// <summary>An SQS endpoint to use instead of the emulator; its queues are created where they are missing.</summary>
    public Uri? SqsEndpoint { get; init; }

    /// <summary>A DynamoDB endpoint to use instead of the emulator; its table is created where it is missing.</summary>
    public Uri? DynamoDbEndpoint { get; init; }

    /// <summary>The region that ARNs and signatures name.</summary>
    public string Region { get; init; } = "ap-south-1";

    /// <summary>
    /// Whether the credentials are the caller's own, and not placeholders for servers that take any. Their secret is never shown.
    /// </summary>
    public bool HasCallersCredentials { get; init; }

    /// <summary>The access key; an emulator takes any.</summary>
    public string AccessKey { get; init; } = "local";

    /// <summary>The secret key; an emulator takes any.</summary>
    public string SecretKey { get; init; } = "local";

    /// <summary>The session token, where the credentials are temporary.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The port of the orders API; 0 is a free one.</summary>
    public int ApiPort { get; init; }

    /// <summary>The port of Lambda's API; 0 is a free one.</summary>
    public int LambdaPort { get; init; }

    /// <summary>How many processes each function may have here, whatever the settings allow.</summary>
    public int LocalConcurrency { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Whether functions are suspended between two invocations.</summary>
    public bool FreezesFunctions { get; init; }

    /// <summary>Whether somebody debugs the functions: each has one process, and an invocation may take an hour.</summary>
    public bool IsDebugged { get; init; }

    /// <summary>Environment variables for the functions, beside those that the deployment gives them.</summary>
    public IReadOnlyDictionary<string, string> FunctionVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Who may call the orders API.</summary>
    public ApiAuthorization ApiAuthorization { get; init; }

    /// <summary>The folder for one log file per function; null for none.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Takes one line per step and for each thing that an operator should know, from any thread.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Takes each line that a function logs, with the function's name, from any thread.</summary>
    public Action<string, string>? OnLogLine { get; init; }

    /// <summary>
    /// What stands in the way of each call that the functions, and the mappings for them, make to SQS and DynamoDB, the first one nearest
    /// to the caller. Empty: they call the services straight.
    /// </summary>
    public IReadOnlyList<CallMiddleware> CallMiddleware { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Returns the services' addresses; a record's own text would have the secret key.</summary>
    public override string ToString() => $"SQS {SqsEndpoint}, DynamoDB {DynamoDbEndpoint}, region {Region}";
}
