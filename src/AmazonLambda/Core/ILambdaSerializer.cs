namespace Amazon.Lambda.Core;

/// <summary>Converts the event's JSON to an object, and the handler's result to JSON.</summary>
public interface ILambdaSerializer
{
    /// <summary>Reads the event.</summary>
    /// <typeparam name="T">The handler's input type.</typeparam>
    /// <param name="requestStream">UTF-8 JSON; valid until the handler has returned.</param>
    T Deserialize<T>(Stream requestStream);

    /// <summary>Writes the result.</summary>
    /// <typeparam name="T">The handler's output type.</typeparam>
    /// <param name="response">The handler's result; may be null.</param>
    /// <param name="responseStream">Receives UTF-8 JSON; left open.</param>
    void Serialize<T>(T response, Stream responseStream);
}
