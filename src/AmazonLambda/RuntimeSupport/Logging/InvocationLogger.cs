using System.Net;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>The logger of one invocation, or of the initialization, which has no id.</summary>
internal sealed class InvocationLogger(LambdaLog log, string? requestId) : ILambdaLogger
{
    public void Log(string message) => log.Write(LogLevel.Information, requestId, message);

    public void LogLine(string message) => Log(message);

    /// <summary>Logs an exception of the handler or the initializer.</summary>
    public void Failed(Exception exception) =>
        log.Write(LogLevel.Error, requestId, requestId is null ? "Initialization failed" : "Invocation failed", exception);

    /// <summary>Logs that the Runtime API refused an outcome, because it was too late or too large. The invocation is over.</summary>
    public void Refused(string outcome, HttpStatusCode status) =>
        log.Write(LogLevel.Error, requestId, $"The Runtime API refused the {outcome} with status {(int)status}", status: status);
}
