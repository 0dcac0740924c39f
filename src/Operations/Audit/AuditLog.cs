using System.Text;
using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Operations.Audit;

/// <summary>The log to which every change by an operator is appended, one JSON object a line: a file, or objects in a bucket that a team shares.</summary>
internal sealed class AuditLog
{
    /// <summary>The variable that names the log: a file, or <c>s3://bucket/prefix</c>.</summary>
    public const string Variable = "ORDERS_AUDIT";

    /// <summary>The cause of an action that was not taken, or not completed, because the log could not be written.</summary>
    public const string NotWritten = "AuditLogNotWritten";

    private readonly Lock _gate = new();
    private StringBuilder _waiting = new();
    private Task _last = Task.CompletedTask;
    private Task? _next;

    private readonly AwsPlace? _place;
    private readonly string? _caller;

    private readonly IAuditStore _store;

    private AuditLog(IAuditStore store, AwsPlace? place, string? caller) => (_store, _place, _caller) = (store, place, caller);

    /// <summary>Why lines could not be written, as a sentence; null if all were.</summary>
    public string? Problem { get; private set; }

    /// <summary>Returns the store: the given one, else that of <see cref="Variable"/>, else a file in the user's state folder (XDG Base Directory
    /// Specification).</summary>
    /// <param name="given">A file, or <c>s3://bucket/prefix</c>; null for the default.</param>
    /// <param name="connection">How S3 is reached.</param>
    /// <exception cref="CommandException">The name breaks its rule, or there is no home folder.</exception>
    public static IAuditStore StoreFor(string? given, Connection connection)
    {
        if ((given ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } name)
        {
            return AuditBucket.Open(name, connection) ?? (IAuditStore)new AuditFile(Path.GetFullPath(name));
        }

        // The specification says to ignore relative paths.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } folder && Path.IsPathFullyQualified(folder)
            ? folder
            : home.Length > 0
                ? Path.Combine(home, ".local", "state")
                : throw new CommandException($"There is no home folder for the audit log: name its file with --audit or in {Variable}.") { ExitCode = ExitCodes.Usage };
        return new AuditFile(Path.Combine(state, "orders", "audit.ndjson"));
    }

    /// <summary>The message of a failure to write.</summary>
    public static string NotWrittenMessage(string name, string cause) => $"The audit log cannot be written, so nothing more is shown or deleted: {name}: {cause}";

    /// <summary>Opens the log, and creates it if it does not exist.</summary>
    /// <param name="store">Where its lines are kept.</param>
    /// <param name="place">The account and region that every line names; null for none.</param>
    /// <param name="caller">The caller's ARN, which every line names; null if unknown.</param>
    /// <exception cref="CommandException">The log cannot be written, so nothing may be changed.</exception>
    public static async Task<AuditLog> OpenAsync(IAuditStore store, AwsPlace? place = null, string? caller = null)
    {
        await store.ProbeAsync();
        return new AuditLog(store, place, caller);
    }

    /// <summary>Appends lines about actions that were taken, or that are taken only if the lines were written.</summary>
    /// <returns>Whether the lines are kept; if not, <see cref="Problem"/> says why.</returns>
    public async Task<bool> TryAppendAsync(IEnumerable<AuditLine> lines)
    {
        try
        {
            await AppendAsync(lines);
            return true;
        }
        catch (CommandException exception)
        {
            Problem ??= exception.Message;
            return false;
        }
    }

    /// <summary>Fails a command that has printed its result but could not log all of it.</summary>
    /// <exception cref="CommandException">Lines could not be written.</exception>
    public void ThrowIfIncomplete()
    {
        if (Problem is not null)
        {
            throw new CommandException(Problem);
        }
    }

    /// <summary>Appends lines. They are kept when this returns.</summary>
    /// <exception cref="CommandException">The lines could not be written.</exception>
    public Task AppendAsync(IEnumerable<AuditLine> lines)
    {
        lock (_gate)
        {
            var before = _waiting.Length;
            foreach (var line in lines)
            {
                _waiting.Append((line with { Account = _place?.Account, Region = _place?.Region, Caller = _caller }).ToJson()).Append('\n');
            }

            // Lines that arrive during a write are written together by the next one: one flush serves all callers.
            return _waiting.Length == before ? Task.CompletedTask : _next ??= _last = WriteWaitingAsync(_last);
        }
    }

    private async Task WriteWaitingAsync(Task before)
    {
        // The callers that waited for that write see its failure.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        string text;
        lock (_gate)
        {
            (text, _waiting, _next) = (_waiting.ToString(), new StringBuilder(), null);
        }

        await _store.AppendAsync(text);
    }
}
