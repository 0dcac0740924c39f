using Orders.Local.Proxies;
using Orders.Local.Resources;

namespace Orders.Local;

/// <summary>
/// How callers reach SQS and DynamoDB: directly or, if there is middleware, through a proxy for each service and with the caller's name as
/// access key. So the services must not check signatures; emulators do not.
/// </summary>
public sealed class ServiceAccess : IAsyncDisposable
{
    readonly ServiceProxy? _sqs;
    readonly ServiceProxy? _dynamoDb;

    ServiceAccess(LocalEndpoints direct, ServiceProxy? sqs, ServiceProxy? dynamoDb) => (Direct, _sqs, _dynamoDb) = (direct, sqs, dynamoDb);

    /// <summary>The services' own endpoints.</summary>
    public LocalEndpoints Direct { get; }

    /// <summary>Returns the name of Lambda's own calls for a function: its mappings poll, delete and report with the function's role.</summary>
    public static string LambdaFor(string functionName) => $"lambda.{functionName}";

    /// <summary>Returns a caller's endpoints and credentials.</summary>
    /// <param name="caller">The caller's name; without <c>/</c> and <c>,</c>, which end an access key in a signature.</param>
    public LocalEndpoints For(string caller) => _sqs is null || _dynamoDb is null
        ? Direct
        : Direct with { Sqs = _sqs.Endpoint, DynamoDb = _dynamoDb.Endpoint, AccessKey = caller };

    /// <summary>Starts the proxies; none if there is no middleware.</summary>
    internal static async Task<ServiceAccess> StartAsync(LocalEndpoints direct, LocalEmulators emulators, IReadOnlyList<CallMiddleware> middleware)
    {
        if (middleware is [])
        {
            return new ServiceAccess(direct, null, null);
        }

        var sqs = await ServiceProxy.StartAsync(direct.Sqs, middleware);
        return new ServiceAccess(direct, sqs, await emulators.StartDynamoDbProxyAsync(direct.DynamoDb, middleware));
    }

    /// <summary>Stops the proxies.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in (ServiceProxy?[])[_sqs, _dynamoDb])
        {
            if (proxy is not null)
            {
                await proxy.DisposeAsync();
            }
        }
    }
}
