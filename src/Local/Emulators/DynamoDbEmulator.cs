using System.Runtime.InteropServices;
using Orders.Local.Processes;
using Orders.Local.Proxies;
using Orders.Operations.Failures;

namespace Orders.Local.Emulators;

/// <summary>
/// dynoxide: DynamoDB and its streams in one static binary over an SQLite file. Clients reach it through a proxy, which refuses requests of
/// web pages and translates the PartiQL that dynoxide does not parse. dynoxide itself listens on a port that browsers do not connect to.
/// </summary>
public sealed class DynamoDbEmulator : IAsyncDisposable
{
    readonly ChildProcessStart _start;
    readonly TimeProvider _time;
    readonly Uri _dynoxide;
    readonly ServiceProxy _proxy;

    DynamoDbEmulator(ChildProcessStart start, TimeProvider time, ChildProcess process, Uri dynoxide, ServiceProxy proxy) =>
        (_start, _time, Process, _dynoxide, _proxy) = (start, time, process, dynoxide, proxy);

    /// <summary>The endpoint, on 127.0.0.1. A restart does not change it.</summary>
    public Uri Endpoint => _proxy.Endpoint;

    /// <summary>The emulator's process; a restart replaces it.</summary>
    public ChildProcess Process { get; private set; }

    /// <summary>Starts the emulator on a free port.</summary>
    /// <param name="folder">The folder <c>emulators/</c>, installed.</param>
    /// <param name="databasePath">The SQLite file; created if it does not exist.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <exception cref="CommandException">
    /// There is no binary for this platform, no port is free, or the emulator ended or was not ready in time.
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
                // Another process took the port first.
            }
        }

        throw new CommandException(
            $"The DynamoDB emulator needs one of the ports that browsers do not connect to, but none is free: {string.Join(", ", PortsClosedToBrowsers.All)}. Stop another pipeline.");
    }

    /// <summary>Starts another proxy to the emulator, with middleware.</summary>
    internal Task<ServiceProxy> StartProxyAsync(IReadOnlyList<CallMiddleware> middleware) => StartProxyAsync(_dynoxide, middleware);

    /// <summary>Kills the emulator and restarts it with its file.</summary>
    /// <exception cref="CommandException">It does not start again.</exception>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        Process.Kill();
        await Process.DisposeAsync();
        Process = await StartAsync(_start, _time, cancellation);
    }

    /// <summary>Stops the emulator within two seconds.</summary>
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
