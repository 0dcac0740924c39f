using System.Collections.Concurrent;
using Orders.Local.Proxies;

namespace Orders.Local.Faults;

/// <summary>
/// Lets calls of some callers go wrong, as <see cref="FaultDice"/> decides. Meant for the functions: what Lambda itself calls for
/// them is its own to retry, and what goes wrong there shows nothing of the pipeline.
/// </summary>
/// <param name="roll">Decides: <see cref="FaultDice.Roll"/>.</param>
/// <param name="callers">Whose calls are hit, by the names under which a proxy sees them.</param>
/// <param name="time">Waits.</param>
public sealed class FaultInjector(
    Func<string, long, bool, (FaultKind Kind, Random Random)?> roll, IReadOnlySet<string> callers, TimeProvider time)
{
    /// <summary>The longest that an answer in time is late: with what a call takes by itself, well under its two seconds.</summary>
    const int MaxSlowMs = 1000;

    /// <summary>How long a call without an answer is held if its caller never gives up.</summary>
    static readonly TimeSpan MaxHold = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, long> _calls = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<FaultKind, int> _injected = new();

    /// <summary>How often each kind was injected by now; none of those that were not.</summary>
    public IReadOnlyDictionary<FaultKind, int> Injected => _injected;

    /// <summary>The middleware.</summary>
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
                // It meets what the caller has done since.
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
                throw new InvalidOperationException($"No way to inject {kind}.");
        }
    }

    /// <summary>Keeps the caller waiting until it has gone.</summary>
    async Task HoldAsync(ProxiedCall call)
    {
        await Task.Delay(MaxHold, time, call.CallerGone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        call.Reset();
    }

    /// <summary>Either the connection ends within the body, or the body itself is a part of what it should be.</summary>
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
