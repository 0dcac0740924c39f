using Orders.Operations.Http;

namespace Orders.Local.CloudWatch;

/// <summary>The local CloudWatch: the metrics of what runs here, in memory.</summary>
public sealed class CloudWatchService : IAsyncDisposable
{
    readonly LoopbackServer _server;
    readonly QueueAges? _ages;

    CloudWatchService(LoopbackServer server, QueueAges? ages) => (_server, _ages) = (server, ages);

    /// <summary>Where it is: the value for <c>aws cloudwatch --endpoint-url</c>.</summary>
    public Uri Endpoint => _server.Uri;

    /// <summary>Starts it on a free port.</summary>
    /// <param name="store">The metrics.</param>
    /// <param name="sqsEmulator">Our emulator of SQS, which tells how old messages are; null where SQS is something else.</param>
    /// <param name="time">The clock.</param>
    public static async Task<CloudWatchService> StartAsync(MetricStore store, Uri? sqsEmulator, TimeProvider time)
    {
        var ages = sqsEmulator is null ? null : new QueueAges(sqsEmulator, store, time);
        var api = new CloudWatchApi(store, ages);
        return new CloudWatchService(await LoopbackServer.StartAsync([0], CloudWatchApi.MaxRequestBytes, api.HandleAsync), ages);
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _ages?.Dispose();
    }
}
