using System.CommandLine;
using Orders.Cli.DeadLetters;
using Orders.Local.Settings;

namespace Orders.Cli.Commands.DeadLetters;

/// <summary>The options of every command that works on a dead-letter queue: where it is.</summary>
internal sealed class ConnectionOptions(Repository repository)
{
    private const int LeastLeaseSeconds = 5;
    private const int MostLeaseSeconds = 3600;

    private readonly Option<string?> _profile = new("--profile") { Description = "The profile of AWS's configuration files. Default: the environment's." };
    private readonly Option<string?> _region = new("--region") { Description = "The region. Default: the environment's or the profile's." };
    private readonly Option<Uri?> _endpoint = UrlOption.Create("--endpoint", "Where SQS is, if not at AWS. Default: AWS_ENDPOINT_URL_SQS.");
    private readonly Option<string> _prefix = new("--prefix") { Description = "The deployment's prefix of all names.", DefaultValueFactory = static _ => "" };
    private readonly Option<string?> _queue = new("--queue") { Description = "orders-dlq (default), order-events-dlq or consumer:<name>." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly Option<int> _lease = NewLease();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_queue, _profile, _region, _endpoint, _prefix, _lease, _json])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether a program reads the output.</summary>
    public bool IsJson(ParseResult result) => result.GetValue(_json);

    /// <summary>The deployment's prefix.</summary>
    public string Prefix(ParseResult result) => result.GetValue(_prefix) ?? "";

    /// <summary>The settings that have the names.</summary>
    public PipelineSettings Settings() => PipelineSettings.Load(repository.Settings);

    /// <summary>How AWS is reached.</summary>
    public Connection Connection(ParseResult result) => new()
    {
        Profile = result.GetValue(_profile),
        Region = result.GetValue(_region),
        Sqs = result.GetValue(_endpoint),
    };

    /// <summary>Opens the queue that is meant.</summary>
    public Task<OpenQueue> OpenAsync(ParseResult result, CancellationToken cancellationToken) => OpenQueue.OpenAsync(
        Connection(result),
        QueueRole.Find(Settings(), result.GetValue(_queue), Prefix(result)),
        TimeSpan.FromSeconds(result.GetValue(_lease)),
        cancellationToken);

    private static Option<int> NewLease()
    {
        var lease = new Option<int>("--lease")
        {
            Description = "For how many seconds messages are hidden at a time; renewed while the command runs, so it counts only where that is killed.",
            DefaultValueFactory = static _ => 60,
        };
        lease.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < LeastLeaseSeconds or > MostLeaseSeconds)
            {
                result.AddError($"--lease must be from {LeastLeaseSeconds} to {MostLeaseSeconds}");
            }
        });
        return lease;
    }
}
