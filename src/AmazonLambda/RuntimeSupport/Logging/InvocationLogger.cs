using System.Net;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>
/// The logger of one invocation, or of the initialization. From its creation on it is what <see cref="Console"/> and
/// <see cref="LambdaLogger"/> write to in the code that its creator runs, on whatever thread that goes on.
/// </summary>
internal sealed class InvocationLogger : ILambdaLogger, IDisposable
{
    private static readonly AsyncLocal<InvocationLogger?> Ambient = new();

    private readonly LambdaLog _log;
    private readonly string? _requestId;

    public InvocationLogger(LambdaLog log, string? requestId)
    {
        (_log, _requestId) = (log, requestId);
        Out = new PendingLine(this, LogLevel.Information);
        Error = new PendingLine(this, LogLevel.Error);
        Ambient.Value = this;
    }

    /// <summary>The logger of the invocation that this code runs for; null outside of any.</summary>
    public static InvocationLogger? Current => Ambient.Value;

    /// <summary>What was written to standard output and is not yet a line.</summary>
    public PendingLine Out { get; }

    /// <summary>What was written to standard error and is not yet a line.</summary>
    public PendingLine Error { get; }

    public void Log(string message) => Write(LogLevel.Information, new MessageTemplate(message));

    public void LogLine(string message) => Log(message);

    public void Log(string level, string message) => Write(LogSettings.Parse(level), new MessageTemplate(message));

    public void Log(string level, string message, params object[] args) => Log(LogSettings.Parse(level), message, args);

    public void Log(string level, Exception exception, string message, params object[] args) =>
        Log(LogSettings.Parse(level), exception, message, args);

    public void Log(LogLevel level, string message) => Write(level, new MessageTemplate(message));

    public void Log(LogLevel level, string message, params object[] args) => Write(level, message, args, exception: null);

    public void Log(LogLevel level, Exception exception, string message, params object[] args) => Write(level, message, args, exception);

    /// <summary>Logs what the handler or the initializer threw.</summary>
    public void Failed(Exception exception) =>
        Write(LogLevel.Error, new MessageTemplate(_requestId is null ? "Initialization failed" : "Invocation failed"), exception);

    /// <summary>Logs that the Runtime API did not take an outcome: it came too late, or was too large. The invocation is over.</summary>
    public void Refused(string outcome, HttpStatusCode status) =>
        Log(LogLevel.Error, "The Runtime API refused the {outcome} with status {status}", outcome, (int)status);

    /// <summary>Ends the invocation: writes what stands on lines that were not ended.</summary>
    public void Dispose()
    {
        Out.Complete();
        Error.Complete();
        Ambient.Value = null;
    }

    private void Write(LogLevel level, string message, object[] args, Exception? exception)
    {
        // Filling in costs, and is for nothing where the level is off.
        if (_log.IsEnabled(level))
        {
            Write(level, new MessageTemplate(message, args), exception);
        }
    }

    private void Write(LogLevel level, MessageTemplate message, Exception? exception = null) =>
        _log.Write(level, _requestId, message, exception);
}
