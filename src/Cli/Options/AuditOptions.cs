using System.CommandLine;
using Orders.Operations.Audit;
using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Cli.Options;

/// <summary>The options of every command that changes something: the operator's name and the audit log.</summary>
internal sealed class AuditOptions(AwsOptions aws)
{
    private readonly Option<string?> _by = new("--by") { Description = "The operator's name for the audit log. Default: user@host." };

    private readonly Option<string?> _file = CreateFile();

    /// <summary>Creates <c>--audit</c>: the audit log's file.</summary>
    public static Option<string?> CreateFile() => new("--audit")
    {
        Description = $"The audit log: a file, or s3://bucket/prefix. Default: {AuditLog.Variable}, else orders/audit.ndjson in the user's state folder.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_by);
    }

    /// <summary>Returns the operator's name.</summary>
    public string By(ParseResult result) => result.GetValue(_by) ?? $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Opens the log.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="place">The account and region in which the command changes something.</param>
    /// <param name="cancellationToken">Cancels the look-up of the caller.</param>
    /// <exception cref="CommandException">The log cannot be written.</exception>
    public async Task<AuditLog> OpenAsync(ParseResult result, AwsPlace? place, CancellationToken cancellationToken) =>
        await AuditLog.OpenAsync(AuditLog.StoreFor(result.GetValue(_file), aws.Connection(result)), place, await aws.Connection(result).FindCallerAsync(cancellationToken));

    /// <summary>Notes that the operator is shown personal data, before it is shown.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="source">The name of the queue or table that has the data.</param>
    /// <param name="subject">The message, the order, or the filter.</param>
    /// <param name="place">The account and region; null if not known.</param>
    /// <param name="cancellationToken">Cancels the look-up of the caller.</param>
    /// <exception cref="CommandException">The log cannot be written, so nothing is shown.</exception>
    public async Task NoteViewAsync(ParseResult result, string source, string subject, AwsPlace? place, CancellationToken cancellationToken)
    {
        var log = await OpenAsync(result, place, cancellationToken);
        var lines = new AuditLines(AuditActions.View, source, By(result), TimeProvider.System.GetUtcNow(), TimeProvider.System);
        await log.AppendAsync([lines.Of(messageId: "", AuditResults.Shown) with { Subject = subject }]);
    }
}
