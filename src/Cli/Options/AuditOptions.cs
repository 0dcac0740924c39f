using System.CommandLine;
using Orders.Operations.Audit;
using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Cli.Options;

/// <summary>The options of every command that changes something: the operator's name and the audit log.</summary>
internal sealed class AuditOptions
{
    private readonly Option<string?> _by = new("--by") { Description = "The operator's name for the audit log. Default: user@host." };

    /// <summary>The audit log's file.</summary>
    public Option<string?> File { get; } = new("--audit")
    {
        Description = $"The audit log. Default: {AuditLog.Variable}, else orders/audit.ndjson in the user's state folder.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(File);
        command.Add(_by);
    }

    /// <summary>Returns the operator's name.</summary>
    public string By(ParseResult result) => result.GetValue(_by) ?? $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Opens the log.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="place">The account and region in which the command changes something.</param>
    /// <exception cref="CommandException">The log cannot be written.</exception>
    public Task<AuditLog> OpenAsync(ParseResult result, AwsPlace? place) => AuditLog.OpenAsync(AuditLog.PathFor(result.GetValue(File)), place);
}
