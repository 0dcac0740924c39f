using Amazon.Runtime;

namespace Orders.Operations.Failures;

/// <summary>Notes on exceptions which service was called at which endpoint. Connection errors often name neither.</summary>
public static class CalledEndpoint
{
    const string Key = "Orders.CalledEndpoint";

    /// <summary>Notes service and endpoint on each exception of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="service">The service's name in messages.</param>
    public static TClient NoteFailures<TClient>(this TClient client, string service)
        where TClient : AmazonServiceClient
    {
        client.ExceptionEvent += (_, arguments) =>
        {
            if (arguments is WebServiceExceptionEventArgs { Exception: { } exception, Endpoint: { } endpoint })
            {
                Note(exception, service, endpoint);
            }
        };
        return client;
    }

    /// <summary>Notes service and endpoint on an exception.</summary>
    public static void Note(Exception exception, string service, Uri endpoint) =>
        exception.Data[Key] = $"{service} at {endpoint.Scheme}://{endpoint.Authority}";

    /// <summary>Returns the note, for example <c>SQS at http://127.0.0.1:9324</c>; null if there is none.</summary>
    public static string? Of(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception.Data[Key] is string endpoint)
            {
                return endpoint;
            }
        }

        return null;
    }
}
