namespace Orders.Tests.Faults.World;

/// <summary>The way from a process to a service and back, on which a request may be lost before or after it has its effect.</summary>
/// <param name="universe">Time and chance.</param>
/// <param name="process">Who calls.</param>
/// <param name="service">What fails here.</param>
internal sealed class Wire(Universe universe, Process process, IServiceErrors service)
{
    /// <summary>Makes a call.</summary>
    /// <param name="what">For the history.</param>
    /// <param name="apply">Has the effect and gives the answer, or throws the service's refusal.</param>
    /// <param name="cancellationToken">The caller stops waiting; the effect may come all the same.</param>
    public Task<T> CallAsync<T>(string what, Func<T> apply, CancellationToken cancellationToken)
    {
        universe.CheckThread();
        var answer = new TaskCompletionSource<T>();
        if (!process.IsAlive)
        {
            return answer.Task;
        }

        var (dice, rates) = (universe.Dice, universe.Rates);
        process.JumpClock();
        if (dice.Hits(rates.Crash / 2))
        {
            process.End($"crashed before {what}");
            return answer.Task;
        }

        var stopWaiting = cancellationToken.Register(() =>
        {
            if (process.IsAlive)
            {
                answer.TrySetCanceled(cancellationToken);
            }
        });
        var isSlow = dice.Hits(rates.Slow);
        universe.Between(1, isSlow ? 5000 : 10, () => Arrive(what, apply, answer, stopWaiting));
        return answer.Task;
    }

    private void Arrive<T>(string what, Func<T> apply, TaskCompletionSource<T> answer, CancellationTokenRegistration stopWaiting)
    {
        var (dice, rates) = (universe.Dice, universe.Rates);
        Exception? failure = null;
        T result = default!;
        if (dice.Hits(rates.FailBefore) || universe.IsAway(service.Name))
        {
            failure = service.Outage(dice);
            universe.Note(process.Name, () => $"{what}: failed before it had an effect");
        }
        else if (dice.Hits(rates.Throttle))
        {
            failure = service.Throttled(dice);
            universe.Note(process.Name, () => $"{what}: throttled");
        }
        else
        {
            try
            {
                result = apply();
                universe.Note(process.Name, () => $"{what}: {result}");
            }
            catch (Exception exception) when (exception is Amazon.Runtime.AmazonServiceException)
            {
                failure = exception;
                universe.Note(process.Name, () => $"{what}: {exception.GetType().Name}");
            }

            if (dice.Hits(rates.FailAfter))
            {
                failure = service.LostAnswer(dice);
                universe.Note(process.Name, () => $"{what}: its answer is lost");
            }
        }

        if (dice.Hits(rates.Crash / 2))
        {
            process.End($"crashed after {what}");
        }

        universe.Between(1, dice.Hits(rates.Slow) ? 5000 : 10, () =>
        {
            stopWaiting.Dispose();
            if (!process.IsAlive)
            {
                return;
            }

            if (failure is null)
            {
                answer.TrySetResult(result);
            }
            else
            {
                answer.TrySetException(failure);
            }
        });
    }
}

/// <summary>How a service fails.</summary>
internal interface IServiceErrors
{
    /// <summary>The service's name.</summary>
    string Name { get; }

    /// <summary>It, or the way to it, is broken.</summary>
    Exception Outage(Dice dice);

    /// <summary>It wants fewer requests.</summary>
    Exception Throttled(Dice dice);

    /// <summary>The way back is broken.</summary>
    Exception LostAnswer(Dice dice);
}
