#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>
/// Writes log lines that carry the running invocation's id. In the overloads with arguments, <c>{name}</c> in the message is
/// replaced by the argument at its position, and in JSON format each is a property of the line, too.
/// </summary>
public interface ILambdaLogger
{
    /// <summary>Writes a line at <see cref="LogLevel.Information"/>.</summary>
    void Log(string message);

    /// <summary>Writes a line at <see cref="LogLevel.Information"/>.</summary>
    void LogLine(string message);

    /// <summary>Writes a line at the named level; an unknown name counts as <see cref="LogLevel.Information"/>.</summary>
    void Log(string level, string message) => LogLine(message);

    /// <summary>Writes a line at the named level.</summary>
    void Log(string level, string message, params object[] args) => Log(level, message);

    /// <summary>Writes a line at the named level, with the exception's type, message and stack trace.</summary>
    void Log(string level, Exception exception, string message, params object[] args) => Log(level, message, args);

    /// <summary>Writes a line at a level.</summary>
    void Log(LogLevel level, string message) => Log(level.ToString(), message);

    /// <summary>Writes a line at a level.</summary>
    void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);

    /// <summary>Writes a line at a level, with the exception's type, message and stack trace.</summary>
    void Log(LogLevel level, Exception exception, string message, params object[] args) => Log(level.ToString(), exception, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Trace"/>.</summary>
    void LogTrace(string message) => Log(LogLevel.Trace, message);

    /// <inheritdoc cref="LogTrace(string)"/>
    void LogTrace(string message, params object[] args) => Log(LogLevel.Trace, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Trace"/>, with the exception's type, message and stack trace.</summary>
    void LogTrace(Exception exception, string message, params object[] args) => Log(LogLevel.Trace, exception, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Debug"/>.</summary>
    void LogDebug(string message) => Log(LogLevel.Debug, message);

    /// <inheritdoc cref="LogDebug(string)"/>
    void LogDebug(string message, params object[] args) => Log(LogLevel.Debug, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Debug"/>, with the exception's type, message and stack trace.</summary>
    void LogDebug(Exception exception, string message, params object[] args) => Log(LogLevel.Debug, exception, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Information"/>.</summary>
    void LogInformation(string message) => Log(LogLevel.Information, message);

    /// <inheritdoc cref="LogInformation(string)"/>
    void LogInformation(string message, params object[] args) => Log(LogLevel.Information, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Information"/>, with the exception's type, message and stack trace.</summary>
    void LogInformation(Exception exception, string message, params object[] args) => Log(LogLevel.Information, exception, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Warning"/>.</summary>
    void LogWarning(string message) => Log(LogLevel.Warning, message);

    /// <inheritdoc cref="LogWarning(string)"/>
    void LogWarning(string message, params object[] args) => Log(LogLevel.Warning, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Warning"/>, with the exception's type, message and stack trace.</summary>
    void LogWarning(Exception exception, string message, params object[] args) => Log(LogLevel.Warning, exception, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Error"/>.</summary>
    void LogError(string message) => Log(LogLevel.Error, message);

    /// <inheritdoc cref="LogError(string)"/>
    void LogError(string message, params object[] args) => Log(LogLevel.Error, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Error"/>, with the exception's type, message and stack trace.</summary>
    void LogError(Exception exception, string message, params object[] args) => Log(LogLevel.Error, exception, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Critical"/>.</summary>
    void LogCritical(string message) => Log(LogLevel.Critical, message);

    /// <inheritdoc cref="LogCritical(string)"/>
    void LogCritical(string message, params object[] args) => Log(LogLevel.Critical, message, args);

    /// <summary>Writes a line at <see cref="LogLevel.Critical"/>, with the exception's type, message and stack trace.</summary>
    void LogCritical(Exception exception, string message, params object[] args) => Log(LogLevel.Critical, exception, message, args);
}
