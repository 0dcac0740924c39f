namespace Amazon.Lambda.Core;

/// <summary>Writes log lines with the running invocation's id.</summary>
public interface ILambdaLogger
{
    /// <summary>Writes a line at the level Information.</summary>
    void Log(string message);

    /// <summary>Writes a line at the level Information.</summary>
    void LogLine(string message);
}
