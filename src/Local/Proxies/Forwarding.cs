using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Local.Proxies;

/// <summary>Forwards calls to a service unchanged: path, headers (<c>Host</c> too) and body.</summary>
sealed class Forwarding(Uri service) : IDisposable
{
    readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();

    readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    });

    /// <summary>Forwards a call and sets its answer; sets none if the service is unreachable or the caller has gone.</summary>
    public async Task ForwardAsync(ProxiedCall call, HttpContext context)
    {
        var forwarder = _services.GetRequiredService<IHttpForwarder>();
        var toCaller = context.Response.Body;
        using var answer = new MemoryStream();
        context.Request.Body = Stream(call.RequestBody);
        context.Request.ContentLength = call.RequestBody.Length;
        context.Response.Body = answer;
        context.RequestAborted = call.OutlivesCaller ? CancellationToken.None : call.CallerGone;
        try
        {
            var error = await forwarder.SendAsync(
                context, service.GetLeftPart(UriPartial.Authority), _client, ForwarderRequestConfig.Empty, WithHost.Instance, context.RequestAborted);
            call.Answer = error == ForwarderError.None ? new ServiceAnswer(context.Response.StatusCode, answer.ToArray()) : null;
        }
        finally
        {
            context.Response.Body = toCaller;
            context.RequestAborted = call.CallerGone;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
    }

    static MemoryStream Stream(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out var bytes)
        ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : new MemoryStream(body.ToArray(), writable: false);

    /// <summary>Keeps the Host header, which the forwarder drops: signatures cover it.</summary>
    sealed class WithHost : HttpTransformer
    {
        public static readonly WithHost Instance = new();

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = httpContext.Request.Host.Value;
        }
    }
}
