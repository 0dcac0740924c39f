using Amazon.Runtime;

namespace Orders.Operations.Failures;

/// <summary>Notes on an exception which service was called at which endpoint. The exceptions of connections name neither the one nor, often, the other.</summary>
public static class CalledEndpoint
{
    const string Key = "Orders.CalledEndpoint";

    /// <summary>Lets a client note it on each exception.</summary>
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

    /// <summary>Notes it.</summary>
    public static void Note(Exception exception, string service, Uri endpoint) =>
        exception.Data[Key] = $"{service} at {endpoint.Scheme}://{endpoint.Authority}";

    /// <summary>Returns what was noted, as <c>SQS at http://127.0.0.1:9324</c>; null for nothing.</summary>
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
