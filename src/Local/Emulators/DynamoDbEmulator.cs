using System.Runtime.InteropServices;
using Orders.Local.Processes;
using Orders.Local.Proxies;
using Orders.Operations.Failures;

namespace Orders.Local.Emulators;

/// <summary>
/// dynoxide: DynamoDB and its streams in one static binary over an SQLite file. Clients reach it through a proxy, which refuses pages of web
/// sites and translates the PartiQL that dynoxide does not parse; dynoxide itself listens where no browser connects to.
/// </summary>
public sealed class DynamoDbEmulator : IAsyncDisposable
{
    readonly ChildProcessStart _start;
    readonly TimeProvider _time;
    readonly Uri _dynoxide;
    readonly ServiceProxy _proxy;

    DynamoDbEmulator(ChildProcessStart start, TimeProvider time, ChildProcess process, Uri dynoxide, ServiceProxy proxy) =>
        (_start, _time, Process, _dynoxide, _proxy) = (start, time, process, dynoxide, proxy);

    /// <summary>Its address, on 127.0.0.1. It stays the same after a restart.</summary>
    public Uri Endpoint => _proxy.Endpoint;

    /// <summary>Its process; another one after a restart.</summary>
    public ChildProcess Process { get; private set; }

    /// <summary>Starts it on a free port.</summary>
    /// <param name="folder">The folder <c>emulators/</c>, installed.</param>
    /// <param name="databasePath">The SQLite file; created when it is missing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Gives up the start.</param>
    /// <exception cref="CommandException">
    /// There is no binary for this platform, or no port is free, or it ended, or it was not ready in time.
    /// </exception>
    public static async Task<DynamoDbEmulator> StartAsync(string folder, string databasePath, TimeProvider time, CancellationToken cancellation = default)
    {
        var binary = Binary(folder);
        foreach (var port in PortsClosedToBrowsers.Free())
        {
            var start = new ChildProcessStart
            {
                Name = "The DynamoDB emulator (dynoxide)",
                Command = [binary, "serve", "--host", "127.0.0.1", "--port", $"{port}", "--db-path", databasePath],
            };
            try
            {
                var process = await StartAsync(start, time, cancellation);
                var dynoxide = new Uri($"http://127.0.0.1:{port}");
                return new DynamoDbEmulator(start, time, process, dynoxide, await StartProxyAsync(dynoxide, []));
            }
            catch (CommandException e) when (e.Message.Contains("in use", StringComparison.OrdinalIgnoreCase))
            {
                // Another process was faster.
            }
        }

        throw new CommandException(
            $"The DynamoDB emulator needs one of the ports that browsers do not connect to, and none is free: {string.Join(", ", PortsClosedToBrowsers.All)}. End another pipeline.");
    }

    /// <summary>Starts another way to it, through middleware.</summary>
    internal Task<ServiceProxy> StartProxyAsync(IReadOnlyList<CallMiddleware> middleware) => StartProxyAsync(_dynoxide, middleware);

    /// <summary>Kills it and starts it again over its file.</summary>
    /// <exception cref="CommandException">It does not start again.</exception>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        Process.Kill();
        await Process.DisposeAsync();
        Process = await StartAsync(_start, _time, cancellation);
    }

    /// <summary>Stops it within two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await Emulator.StopAsync(Process);
    }

    static Task<ServiceProxy> StartProxyAsync(Uri dynoxide, IReadOnlyList<CallMiddleware> middleware) =>
        ServiceProxy.StartAsync(dynoxide, [.. middleware, UpdateClauses.JoinAsync]);

    static async Task<ChildProcess> StartAsync(ChildProcessStart start, TimeProvider time, CancellationToken cancellation)
    {
        var (process, _) = await Emulator.StartAsync(start, static line => line.StartsWith("Dynoxide listening on", StringComparison.Ordinal), time, cancellation);
        return process;
    }

    static string Binary(string folder)
    {
        var binary = Path.Combine(folder, "node_modules", "@dynoxide", "linux-x64", "dynoxide");
        return OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 && File.Exists(binary)
            ? binary
            : throw new CommandException(
                $"There is no DynamoDB emulator for {RuntimeInformation.RuntimeIdentifier}, only for linux-x64: set AWS_ENDPOINT_URL_DYNAMODB to " +
                "DynamoDB Local, LocalStack or AWS.");
    }
}
