using Microsoft.AspNetCore.Http;
using Orders.Operations.Failures;
using Orders.Operations.Http;
using Orders.Operations.Json;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Live;

namespace Orders.Operations.WebConsole;

/// <summary>The operators' web console on 127.0.0.1: serves the page, and the data to pages with a session.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AccessKey _key;
    private readonly Sessions _sessions;
    private readonly ConsoleApi _api;
    private readonly ChartDesk _charts;
    private readonly StatusFeed _status;
    private Task _watching = Task.CompletedTask;
    private LoopbackServer? _server;

    private ConsoleServer(ConsoleDeployment deployment, TimeProvider time, Action<Span<byte>> fill)
    {
        var feed = new LiveFeed();
        _charts = new ChartDesk(deployment, time);
        _status = new StatusFeed(deployment, feed, _charts, time);
        _key = new AccessKey(fill);
        _sessions = new Sessions(_key, fill, time);
        _api = new ConsoleApi(deployment, feed, _charts, time, _stop.Token);
    }

    /// <summary>The console's address.</summary>
    public Uri Uri => _server!.Uri;

    /// <summary>The link that opens the console. The secret follows the <c>#</c>, which browsers never send.</summary>
    public Uri Link => new(Uri, $"/#key={_key.Text}");

    /// <summary>Starts the console.</summary>
    /// <param name="deployment">The deployment to show.</param>
    /// <param name="port">The port; 0 selects a free one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="fill">Fills a buffer with secure random bytes.</param>
    /// <exception cref="CommandException">The port is taken, or AWS cannot be called.</exception>
    public static async Task<ConsoleServer> StartAsync(ConsoleDeployment deployment, int port, TimeProvider time, Action<Span<byte>> fill)
    {
        var console = new ConsoleServer(deployment, time, fill);
        try
        {
            console._server = await LoopbackServer.StartAsync([port], JsonBody.MaxBytes + 1, console.HandleAsync, ConsoleGuard.Check);
            console._watching = console._status.RunAsync(console._stop.Token);
            return console;
        }
        catch
        {
            await console.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the console and its jobs; a stopped redrive can be resumed later.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _api.DisposeAsync();
        await _watching;
        _status.Dispose();
        _charts.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _stop.Dispose();
    }

    private Task HandleAsync(HttpContext http)
    {
        SecurityHeaders.AddTo(http.Response.Headers);
        if (PageFiles.Has(http.Request.Path.Value!))
        {
            return PageFiles.ReplyAsync(http);
        }

        var authorization = http.Request.Headers.Authorization.ToString();
        if (http.Request is { Method: "POST", Path.Value: "/api/session" })
        {
            return OpenSessionAsync(http, authorization);
        }

        return _sessions.Find(authorization) is { } session
            ? _api.HandleAsync(http, session)
            : http.RefuseAsync(new Refusal(StatusCodes.Status401Unauthorized, "session", "There is no such session: the console was restarted, or no page was open for an hour. Open the console with the link that it printed when it started."));
    }

    private async Task OpenSessionAsync(HttpContext http, string authorization)
    {
        if (!_sessions.CanOpen(authorization))
        {
            await http.RefuseAsync(new Refusal(StatusCodes.Status401Unauthorized, "key", "This is not the current console's key: each start creates a new one."));
            return;
        }

        try
        {
            _ = new RequestParameters(http.Request);
            _ = new RequestMembers(await http.Request.ReadJsonAsync());
        }
        catch (RefusedException exception)
        {
            await http.RefuseAsync(exception.Refusal);
            return;
        }

        await http.ReplyAsync(new OpenedSession(_sessions.Open().Key.Text), OperationsJson.Default.OpenedSession);
    }
}
