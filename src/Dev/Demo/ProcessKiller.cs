using System.Diagnostics;
using Orders.Local;

namespace Orders.Dev.Demo;

/// <summary>
/// Kills processes of functions (SIGKILL) at random points while they have work, and half-way the DynamoDB emulator, which starts again
/// over its file and on its port.
/// </summary>
internal sealed class ProcessKiller(LocalPipeline pipeline, DemoOptions options, Disturbance disturbance, TimeProvider time)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(200);

    private readonly Random _random = new(options.Seed);
    private volatile int _allowed;
    private long _invocations;

    /// <summary>Allows so many kills by now: each phase of a run shall have its share.</summary>
    public void Allow(double share) => _allowed = (int)Math.Ceiling(options.Kills * share);

    /// <summary>Kills until all kills are done, or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (disturbance.Killed < options.Kills && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(MaxPause * _random.NextDouble(), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (disturbance.Killed < _allowed && IsUnderLoad() && TryKill())
            {
                disturbance.Killed++;
                if (disturbance.Killed == (options.Kills + 1) / 2 && pipeline.CanRestartDynamoDb)
                {
                    // Not with our token: what has begun must come back.
                    await pipeline.RestartDynamoDbAsync(CancellationToken.None);
                    disturbance.Restarts++;
                }
            }
        }
    }

    private bool IsUnderLoad()
    {
        var before = _invocations;
        _invocations = pipeline.Functions.Sum(static function => function.Counters.Invocations);
        return _invocations > before;
    }

    private bool TryKill()
    {
        var pids = pipeline.Functions.SelectMany(static function => function.InstancePids).ToList();
        if (pids.Count == 0)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(pids[_random.Next(pids.Count)]);
            process.Kill();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself, or by the last kill.
            return false;
        }
    }
}
