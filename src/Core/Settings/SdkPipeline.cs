using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Orders.Settings;

/// <summary>A request's way through the SDK, without what a function has no use for: each station costs every call its time and its memory.</summary>
internal static class SdkPipeline
{
    /// <summary>Takes out the stations that do nothing here, and has the others resolve once what stays the same.</summary>
    /// <typeparam name="TAuth">The station that finds who signs, and for whom.</typeparam>
    /// <typeparam name="TEndpoint">The one that finds where the service is.</typeparam>
    public static void Shorten<TAuth, TEndpoint>(RuntimePipeline pipeline)
        where TAuth : IPipelineHandler
        where TEndpoint : IPipelineHandler
    {
        // The SDK's own timings, which nothing here reads, and its events, which nothing here handles.
        pipeline.RemoveHandler<MetricsHandler>();
        pipeline.RemoveHandler<ErrorCallbackHandler>();
        while (pipeline.EnumerateHandlers().Any(static handler => handler.GetType() == typeof(CallbackHandler)))
        {
            pipeline.RemoveHandler<CallbackHandler>();
        }

        // For operations that none of the functions calls.
        pipeline.RemoveHandler<CompressionHandler>();
        pipeline.RemoveHandler<ChecksumHandler>();
        pipeline.RemoveHandler<EndpointDiscoveryHandler>();

        // AwsPipelines retries.
        pipeline.RemoveHandler<RetryHandler>();

        var resolved = new ResolvedOnce();
        pipeline.AddHandlerBefore<TAuth>(resolved);
        pipeline.AddHandlerAfter<TEndpoint>(resolved.Keeper);
    }
}
