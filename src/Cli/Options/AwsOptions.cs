using System.CommandLine;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Pipeline;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;

namespace Orders.Cli.Options;

/// <summary>The options of every command that works on a running pipeline: how to reach it, and the output's format.</summary>
internal sealed class AwsOptions
{
    private readonly Repository _repository;
    private readonly Option<string?> _profile = new("--profile") { Description = "The profile of the AWS configuration files. Default: AWS_PROFILE." };
    private readonly Option<string?> _region = PatternOption.Region();
    private readonly Option<Uri?> _endpoint = UrlOption.Create("--endpoint", "The endpoint of all services, instead of AWS. Default: AWS_ENDPOINT_URL and its variants.");
    private readonly Option<Uri?> _sqs = UrlOption.Create("--sqs-endpoint", "The endpoint of SQS. Default: --endpoint, or AWS_ENDPOINT_URL_SQS.");
    private readonly Option<Uri?> _dynamoDb = UrlOption.Create("--dynamodb-endpoint", "The endpoint of DynamoDB. Default: --endpoint, or AWS_ENDPOINT_URL_DYNAMODB.");
    private readonly Option<string?> _account = PatternOption.Account();
    private readonly Option<string?> _prefix = PatternOption.Prefix();
    private readonly Option<string?> _settings = new("--settings") { Description = "The pipeline's settings file. Default: ORDERS_SETTINGS, or that of the repository." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON: one object, or one object a line for a stream." };

    public AwsOptions(Repository repository)
    {
        _repository = repository;
        _settings.Validators.Add(static result =>
        {
            if (result.Tokens is [var file] && !File.Exists(file.Value))
            {
                result.AddError($"--settings {Repository.FileRule}");
            }
        });
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_profile, _region, _account, _endpoint, _sqs, _dynamoDb, _prefix, _settings, _json])
        {
            command.Add(option);
        }
    }

    /// <summary>Sets what a command does. With <c>--expect-account</c> it does nothing if the deployment is in another account.</summary>
    /// <param name="command">The command.</param>
    /// <param name="action">Runs it. An interruption after its report was printed must not be thrown.</param>
    /// <param name="nothingDone">Returns the JSON of a run that was interrupted before it changed anything; null for a command that reports only what it read.</param>
    public void SetAction(Command command, Func<ParseResult, CancellationToken, Task<int>> action, Func<ParseResult, string>? nothingDone = null) => command.SetAction(async (result, cancellationToken) =>
    {
        try
        {
            if (result.GetValue(_account) is { } account)
            {
                await ExpectAccountAsync(account, result, cancellationToken);
            }

            return await action(result, cancellationToken);
        }
        catch (Exception exception) when (nothingDone is not null && IsJson(result) && cancellationToken.IsCancellationRequested && Failure.Of(exception) is { ExitCode: ExitCodes.Interrupted })
        {
            // A program that reads the output learns that nothing was done.
            JsonOutput.WriteLine(nothingDone(result), showPersonalData: false);
            return ExitCodes.Interrupted;
        }
    });

    /// <summary>Whether to print JSON.</summary>
    public bool IsJson(ParseResult result) => result.GetValue(_json);

    /// <summary>Returns the deployment's prefix.</summary>
    public string Prefix(ParseResult result) => result.GetValue(_prefix) ?? "";

    /// <summary>Returns the settings that hold the names.</summary>
    /// <exception cref="CommandException">No settings are named, and no repository was found.</exception>
    public PipelineSettings Settings(ParseResult result) => PipelineSettings.Load(result.GetValue(_settings) ?? _repository.Settings);

    /// <summary>Opens the pipeline that the options name.</summary>
    public OpenPipeline Open(ParseResult result) => new(Connection(result), Settings(result), Prefix(result));

    private async Task ExpectAccountAsync(string account, ParseResult result, CancellationToken cancellationToken)
    {
        using var pipeline = Open(result);
        if (await pipeline.PlaceAsync(cancellationToken) is var place && place?.Account != account)
        {
            throw new CommandException($"--expect-account must be the account of {pipeline.NameOf(pipeline.Settings.OrdersQueue.Name)}, which is {place?.Account ?? "unknown"}: nothing was done.") { ExitCode = ExitCodes.Usage };
        }
    }

    /// <summary>Returns how AWS is reached.</summary>
    /// <exception cref="CommandException">A variable or the profile breaks a rule.</exception>
    public Connection Connection(ParseResult result) => (_repository.Connection with
    {
        Profile = result.GetValue(_profile),
        Region = result.GetValue(_region),
        Sqs = result.GetValue(_sqs) ?? result.GetValue(_endpoint),
        DynamoDb = result.GetValue(_dynamoDb) ?? result.GetValue(_endpoint),
        Lambda = result.GetValue(_endpoint),
        CloudWatch = result.GetValue(_endpoint),
        S3 = result.GetValue(_endpoint),
    }).Checked(Environment.GetEnvironmentVariable);
}
