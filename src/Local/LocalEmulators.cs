using Orders.Local.Emulators;
using Orders.Local.Processes;
using Orders.Local.Proxies;
using Orders.Local.Resources;

namespace Orders.Local;

/// <summary>The emulators of a run: those for which no endpoint is given.</summary>
sealed class LocalEmulators(LocalPipelineOptions options) : IAsyncDisposable
{
    readonly TaskCompletionSource<string> _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Emulator? _sqs;
    DynamoDbEmulator? _dynamoDb;

    string DatabasePath => Path.Combine(options.DataFolder, "orders.db");

    /// <summary>Completes if an emulator dies.</summary>
    public Task<string> FatalError => _fatal.Task;

    public async Task<LocalEndpoints> StartAsync(CancellationToken cancellation)
    {
        if (options.SqsEndpoint is null || options.DynamoDbEndpoint is null)
        {
            await NpmInstaller.OfEmulators(options.EmulatorsFolder, options.Time, options.Progress).EnsureInstalledAsync(cancellation);
            options.Progress?.Invoke("Starting the emulators");
        }

        var sqs = options.SqsEndpoint ?? await StartSqsAsync(cancellation);
        var dynamoDb = options.DynamoDbEndpoint ?? await StartDynamoDbAsync(cancellation);
        return new LocalEndpoints(sqs, dynamoDb, options.Region, options.AccessKey, options.SecretKey, options.SessionToken);
    }

    /// <summary>Whether DynamoDB is an emulator of this run.</summary>
    public bool OwnsDynamoDb => _dynamoDb is not null;

    /// <summary>Starts a proxy to DynamoDB with middleware.</summary>
    public Task<ServiceProxy> StartDynamoDbProxyAsync(Uri dynamoDb, IReadOnlyList<CallMiddleware> middleware) =>
        _dynamoDb?.StartProxyAsync(middleware) ?? ServiceProxy.StartAsync(dynamoDb, middleware);

    /// <summary>Kills the DynamoDB emulator and restarts it with the same file and address.</summary>
    public async Task RestartDynamoDbAsync(CancellationToken cancellation)
    {
        var emulator = _dynamoDb ?? throw new InvalidOperationException("DynamoDB is not an emulator of this run.");
        await emulator.RestartAsync(cancellation);
        _ = WatchAsync(emulator.Process);
    }

    /// <summary>Adds the stream's index. Call it once the first table exists.</summary>
    public async Task SpeedUpStreamAsync(CancellationToken cancellation)
    {
        if (options.DynamoDbEndpoint is null && !await StreamIndex.TryAddAsync(DatabasePath, cancellation))
        {
            options.Progress?.Invoke("SQLite's library is not beside this program: the emulated stream gets slower with every thousand orders");
        }
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(((IAsyncDisposable?[])[_sqs, _dynamoDb]).OfType<IAsyncDisposable>().Select(static emulator => emulator.DisposeAsync().AsTask()));

    async Task<Uri> StartSqsAsync(CancellationToken cancellation)
    {
        _sqs = await SqsEmulator.StartAsync(options.EmulatorsFolder, options.Region, options.Time, cancellation);
        _ = WatchAsync(_sqs.Process);
        return _sqs.Endpoint;
    }

    async Task<Uri> StartDynamoDbAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.DataFolder);
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(DatabasePath + suffix);
        }

        _dynamoDb = await DynamoDbEmulator.StartAsync(options.EmulatorsFolder, DatabasePath, options.Time, cancellation);
        _ = WatchAsync(_dynamoDb.Process);
        return _dynamoDb.Endpoint;
    }

    async Task WatchAsync(ChildProcess process) => _fatal.TrySetResult((await process.ExitedUnexpectedly).ToString());
}
