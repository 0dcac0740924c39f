#nullable disable
using Amazon.Lambda.RuntimeSupport.Logging;

namespace Amazon.Lambda.Core;

/// <summary>
/// Writes log lines from code that has no context at hand. They carry the id of the invocation that the code runs for; outside of any
/// they go to the console as they are.
/// </summary>
public static class LambdaLogger
{
    /// <summary>Writes a line at <see cref="LogLevel.Information"/>.</summary>
    /// <param name="message">The message.</param>
    public static void Log(string message) => Log(LogLevel.Information, message);

    /// <summary>Writes a line at the named level.</summary>
    /// <param name="level">A <see cref="LogLevel"/> by name; Information if there is none of the name.</param>
    /// <param name="message">The message, with placeholders as <c>{name}</c>.</param>
    /// <param name="args">What they stand for.</param>
    public static void Log(string level, string message, params object[] args) => Log(LogSettings.Parse(level), message, args);

    /// <summary>Writes a line at a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="message">The message, with placeholders as <c>{name}</c>.</param>
    /// <param name="args">What they stand for.</param>
    public static void Log(LogLevel level, string message, params object[] args) => Log(level, exception: null, message, args);

    /// <summary>Writes a line at the named level, with the exception's type, message and stack trace.</summary>
    /// <param name="level">A <see cref="LogLevel"/> by name; Information if there is none of the name.</param>
    /// <param name="exception">What was thrown.</param>
    /// <param name="message">The message, with placeholders as <c>{name}</c>.</param>
    /// <param name="args">What they stand for.</param>
    public static void Log(string level, Exception exception, string message, params object[] args) =>
        Log(LogSettings.Parse(level), exception, message, args);

    /// <summary>Writes a line at a level, with the exception's type, message and stack trace.</summary>
    /// <param name="level">The level.</param>
    /// <param name="exception">What was thrown.</param>
    /// <param name="message">The message, with placeholders as <c>{name}</c>.</param>
    /// <param name="args">What they stand for.</param>
    public static void Log(LogLevel level, Exception exception, string message, params object[] args)
    {
        if (InvocationLogger.Current is { } logger)
        {
            logger.Log(level, exception, message, args);
        }
        else
        {
            Console.WriteLine(new MessageTemplate(message, args).Text);
        }
    }
}
