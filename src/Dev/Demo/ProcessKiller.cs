using System.Diagnostics;
using Orders.Local;

namespace Orders.Dev.Demo;

/// <summary>
/// Kills function processes (SIGKILL) at random times while they have work, and half-way the DynamoDB emulator, which restarts with its
/// file and port.
/// </summary>
internal sealed class ProcessKiller(LocalPipeline pipeline, DemoOptions options, Disturbance disturbance, TimeProvider time)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(200);

    private readonly Random _random = new(options.Seed);
    private volatile int _allowed;
    private long _invocations;

    /// <summary>Allows this share of the kills so far, so that each phase of a run has some.</summary>
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
                    // Not with the run's token: a restart that has begun must complete.
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
            // It ended before, or by the last kill.
            return false;
        }
    }
}
