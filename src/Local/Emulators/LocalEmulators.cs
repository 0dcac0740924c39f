using Orders.Local.Processes;
using Orders.Local.Resources;

namespace Orders.Local.Emulators;

/// <summary>The emulators that a run needs: none of those for which an endpoint is given.</summary>
sealed class LocalEmulators(LocalPipelineOptions options) : IAsyncDisposable
{
    readonly TaskCompletionSource<string> _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<Emulator> _running = [];
    Emulator? _dynamoDb;

    string DatabasePath => Path.Combine(options.DataFolder, "orders.db");

    /// <summary>Completes when one of them has died.</summary>
    public Task<string> FatalError => _fatal.Task;

    public async Task<LocalEndpoints> StartAsync(CancellationToken cancellation)
    {
        if (options.SqsEndpoint is null || options.DynamoDbEndpoint is null)
        {
            await new EmulatorInstaller(options.EmulatorsFolder, options.Time, options.Progress).EnsureInstalledAsync(cancellation);
            options.Progress?.Invoke("Starting the emulators");
        }

        var sqs = options.SqsEndpoint
            ?? (await OwnAsync(SqsEmulator.StartAsync(options.EmulatorsFolder, options.Region, options.Time, cancellation))).Endpoint;
        var dynamoDb = options.DynamoDbEndpoint ?? await StartDynamoDbAsync(cancellation);
        return new LocalEndpoints(sqs, dynamoDb, options.Region, options.AccessKey, options.SecretKey, options.SessionToken);
    }

    /// <summary>Whether DynamoDB is an emulator of ours.</summary>
    public bool OwnsDynamoDb => _dynamoDb is not null;

    /// <summary>Kills the DynamoDB emulator and starts it again over the same file and on the same port.</summary>
    public async Task RestartDynamoDbAsync(CancellationToken cancellation)
    {
        var killed = _dynamoDb ?? throw new InvalidOperationException("DynamoDB is no emulator of this run.");
        killed.Process.Kill();
        await killed.DisposeAsync();
        _running.Remove(killed);
        _dynamoDb = await OwnAsync(
            DynamoDbEmulator.StartAsync(options.EmulatorsFolder, DatabasePath, options.Time, killed.Endpoint.Port, cancellation));
    }

    /// <summary>To be called once the first table exists.</summary>
    public async Task SpeedUpStreamAsync(CancellationToken cancellation)
    {
        if (options.DynamoDbEndpoint is null && !await StreamIndex.TryAddAsync(DatabasePath, cancellation))
        {
            options.Progress?.Invoke("SQLite's library is not beside this program: the emulated stream gets slower with every thousand orders");
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_running.Select(static e => e.DisposeAsync().AsTask()));

    async Task<Uri> StartDynamoDbAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.DataFolder);
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(DatabasePath + suffix);
        }

        _dynamoDb = await OwnAsync(DynamoDbEmulator.StartAsync(options.EmulatorsFolder, DatabasePath, options.Time, cancellation: cancellation));
        return _dynamoDb.Endpoint;
    }

    async Task<Emulator> OwnAsync(Task<Emulator> starting)
    {
        var emulator = await starting;
        _running.Add(emulator);
        _ = WatchAsync(emulator.Process);
        return emulator;
    }

    async Task WatchAsync(ChildProcess process) => _fatal.TrySetResult((await process.ExitedUnexpectedly).ToString());
}
