using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orders.Operations.Failures;

namespace Orders.Operations.Http;

/// <summary>A Kestrel server on 127.0.0.1 with a guard against other sites' pages and one handler; no routing, logging or external
/// configuration.</summary>
sealed class LoopbackServer : IAsyncDisposable
{
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    readonly WebApplication _app;

    LoopbackServer(WebApplication app, IReadOnlyList<int> ports)
    {
        _app = app;
        Ports = ports;
    }

    /// <summary>The ports that the server listens on, in the requested order.</summary>
    public IReadOnlyList<int> Ports { get; }

    public Uri Uri => new($"http://127.0.0.1:{Ports[0]}");

    /// <param name="ports">The ports to listen on; 0 selects a free one.</param>
    /// <param name="maxRequestBytes">The maximum length of a request body.</param>
    /// <param name="handler">Answers the requests that the guard accepts.</param>
    /// <param name="guard">Returns why a request is refused; by default that of <see cref="RequestGuard"/>.</param>
    /// <exception cref="CommandException">A port is taken.</exception>
    public static async Task<LoopbackServer> StartAsync(IReadOnlyList<int> ports, long maxRequestBytes, RequestDelegate handler, Func<HttpRequest, Refusal?>? guard = null)
    {
        guard ??= RequestGuard.Check;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            kestrel.Limits.MaxRequestBodySize = maxRequestBytes;
            kestrel.Limits.MaxConcurrentConnections = null;
            // A function may be paused in a debugger, half-way through a body.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            foreach (var port in ports)
            {
                kestrel.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = StopLimit);
        var app = builder.Build();
        app.Run(http => guard(http.Request) is { } refusal ? refusal.SendAsync(http) : handler(http));
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new CommandException($"Port {string.Join(", ", ports)} on 127.0.0.1 cannot be used: {e.Message}", e);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new LoopbackServer(app, [.. addresses.Select(static a => new Uri(a).Port)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
