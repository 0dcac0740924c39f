namespace Orders.Local;

/// <summary>The pipeline can't start or go on; the message is one for a person, and says what to do.</summary>
public sealed class LocalPipelineException : Exception
{
    /// <summary>An exception with a message for a person.</summary>
    public LocalPipelineException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message for a person and the cause.</summary>
    public LocalPipelineException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public LocalPipelineException()
    {
    }
}
