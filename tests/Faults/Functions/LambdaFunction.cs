using Amazon.Lambda.Core;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Functions;

/// <summary>How an invocation ended.</summary>
/// <param name="Response">The function's response; only where it succeeded.</param>
/// <param name="Error">What the mapping is told instead: the function threw, was cut off, or its process ended.</param>
internal readonly record struct Outcome<TResponse>(TResponse? Response, string? Error);

/// <summary>
/// A function as Lambda runs it: processes that handle one invocation at a time, are started when they are needed, and are ended by
/// their timeout or by a crash.
/// </summary>
internal sealed class LambdaFunction<TEvent, TResponse>(
    Universe universe, string name, TimeSpan timeout, Func<Process, Func<TEvent, ILambdaContext, Task<TResponse>>> start)
{
    private readonly List<Environment> _idle = [];
    private int _started;
    private int _invocations;

    /// <summary>Invokes it.</summary>
    /// <param name="input">The event.</param>
    /// <param name="ended">Told once, how it ended.</param>
    public void Invoke(TEvent input, Action<Outcome<TResponse>> ended)
    {
        var environment = Take();
        var requestId = $"{name}-request-{++_invocations}";
        var isOver = false;
        environment.Process.Ended = () => Finish(new Outcome<TResponse>(default, "the process ended"));
        universe.After(timeout, () =>
        {
            if (!isOver)
            {
                environment.Process.End("its time is over");
            }
        });
        if (universe.Dice.Hits(universe.Rates.Kill))
        {
            universe.Between(1, 200, () =>
            {
                if (!isOver)
                {
                    environment.Process.End("killed");
                }
            });
        }

        Run();

        async void Run()
        {
            try
            {
                var response = await environment.Handler(input, new InvocationContext(universe, requestId, universe.Now + timeout)).ConfigureAwait(false);
                Finish(new Outcome<TResponse>(response, null));
            }
            catch (Exception exception)
            {
                Finish(new Outcome<TResponse>(default, exception.GetType().Name + ": " + exception.Message));
            }
        }

        void Finish(Outcome<TResponse> outcome)
        {
            if (isOver)
            {
                return;
            }

            isOver = true;
            if (environment.Process.IsAlive)
            {
                environment.Process.Ended = null;
                _idle.Add(environment);
            }

            // Not at once: Lambda tells the mapping by its own way.
            universe.Between(1, 5, () => ended(outcome));
        }
    }

    private Environment Take()
    {
        _idle.RemoveAll(static environment => !environment.Process.IsAlive);
        if (_idle.Count > 0)
        {
            var taken = universe.Dice.Of(_idle);
            _idle.Remove(taken);
            return taken;
        }

        var process = new Process(universe, $"{name}#{++_started}");
        return new Environment(process, start(process));
    }

    private sealed record Environment(Process Process, Func<TEvent, ILambdaContext, Task<TResponse>> Handler);
}
