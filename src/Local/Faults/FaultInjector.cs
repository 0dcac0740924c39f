using System.Collections.Concurrent;
using Orders.Local.Proxies;

namespace Orders.Local.Faults;

/// <summary>
/// Makes calls of some callers fail, as <see cref="FaultDice"/> decides. Intended for the functions: Lambda retries its own calls, so their
/// failures would not test the pipeline.
/// </summary>
/// <param name="roll">Decides: <see cref="FaultDice.Roll"/>.</param>
/// <param name="callers">The callers whose calls may fail, by their names at the proxy.</param>
/// <param name="time">Waits.</param>
public sealed class FaultInjector(
    Func<string, long, bool, (FaultKind Kind, Random Random)?> roll, IReadOnlySet<string> callers, TimeProvider time)
{
    /// <summary>The maximum delay of an answer that is in time: with the call's own duration well under the timeout of two seconds.</summary>
    const int MaxSlowMs = 1000;

    /// <summary>How long a call without an answer is held if its caller does not time out.</summary>
    static readonly TimeSpan MaxHold = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, long> _calls = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<FaultKind, int> _injected = new();

    /// <summary>The number of injected faults by kind.</summary>
    public IReadOnlyDictionary<FaultKind, int> Injected => _injected;

    /// <summary>The proxy's middleware.</summary>
    public async Task InvokeAsync(ProxiedCall call, Func<Task> next)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(next);
        if (!callers.Contains(call.Caller)
            || roll(call.Caller, _calls.AddOrUpdate(call.Caller, 1, static (_, count) => count + 1), BatchFault.IsBatch(call.Operation)) is not var (kind, random))
        {
            await next();
            return;
        }

        _injected.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        await InjectAsync(kind, call, next, random);
    }

    async Task InjectAsync(FaultKind kind, ProxiedCall call, Func<Task> next, Random random)
    {
        switch (kind)
        {
            case FaultKind.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(MaxSlowMs)), time, call.CallerGone);
                await next();
                break;
            case FaultKind.TimeoutBefore:
                await HoldAsync(call);
                break;
            case FaultKind.TimeoutAfter:
                await next();
                await HoldAsync(call);
                break;
            case FaultKind.TimeoutThenEffect:
                await HoldAsync(call);
                // The call takes effect after later calls of the caller.
                call.OutlivesCaller = true;
                await next();
                break;
            case FaultKind.ResetBefore:
                call.Reset();
                break;
            case FaultKind.ResetAfter:
                await next();
                call.Reset();
                break;
            case FaultKind.InternalError:
                call.Answer = FaultAnswers.InternalError(call.Service);
                break;
            case FaultKind.Unavailable:
                call.Answer = FaultAnswers.Unavailable();
                break;
            case FaultKind.Throttled:
                call.Answer = FaultAnswers.Throttled(call.Service, random);
                break;
            case FaultKind.EntriesFailed:
                await BatchFault.ApplyAsync(call, next, random);
                break;
            case FaultKind.CutOff:
                await next();
                CutOff(call, random);
                break;
            default:
                throw new InvalidOperationException($"{kind} cannot be injected.");
        }
    }

    /// <summary>Holds the call until the caller has gone.</summary>
    async Task HoldAsync(ProxiedCall call)
    {
        await Task.Delay(MaxHold, time, call.CallerGone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        call.Reset();
    }

    /// <summary>Either closes the connection within the body, or truncates the body itself.</summary>
    static void CutOff(ProxiedCall call, Random random)
    {
        if (call.Answer is not { Body.Length: > 1 } answer)
        {
            call.Reset();
            return;
        }

        var bytes = random.Next(1, answer.Body.Length);
        call.Answer = random.Next(2) == 0 ? answer with { BreaksOffAfterBytes = bytes } : answer with { Body = answer.Body[..bytes] };
    }
}
