using System.CommandLine;
using Orders.Operations.Audit;
using Orders.Operations.Failures;

namespace Orders.Cli.Options;

/// <summary>The options of every command that changes something: who does it, and where that is noted.</summary>
internal sealed class AuditOptions
{
    private readonly Option<string?> _by = new("--by") { Description = "The operator's name for the audit log. Default: user@host." };

    /// <summary>Where the audit log is.</summary>
    public Option<string?> File { get; } = new("--audit")
    {
        Description = $"The audit log. Default: that of {AuditLog.Variable}, else orders/audit.ndjson in the user's state folder.",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(File);
        command.Add(_by);
    }

    /// <summary>Who does it.</summary>
    public string By(ParseResult result) => result.GetValue(_by) ?? $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Opens the log.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public Task<AuditLog> OpenAsync(ParseResult result) => AuditLog.OpenAsync(AuditLog.PathFor(result.GetValue(File)));
}
