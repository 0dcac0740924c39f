namespace Orders.Local.Proxies;

/// <summary>An observed call, with its resources.</summary>
/// <param name="Calls">One entry for each resource that the request names, as an IAM policy sees it.</param>
/// <param name="RequestBody">The request's body.</param>
/// <param name="Answer">The answer; null if the caller got none.</param>
public sealed record ObservedCall(IReadOnlyList<ServiceCall> Calls, ReadOnlyMemory<byte> RequestBody, ServiceAnswer? Answer)
{
    /// <summary>The caller's name.</summary>
    public string Caller => Calls[0].Caller;

    /// <summary>The operation.</summary>
    public string Operation => Calls[0].Operation;

    /// <summary>The request's first resource, for operations with only one.</summary>
    public string Resource => Calls[0].Resource;
}

/// <summary>Passes every call to <paramref name="onCall"/>, from any thread, before the caller gets its answer.</summary>
public sealed class CallObserver(Action<ObservedCall> onCall)
{
    readonly ShardIterators _iterators = new();

    /// <summary>The proxy's middleware.</summary>
    public async Task InvokeAsync(ProxiedCall call, Func<Task> next)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(next);
        // The request as the caller sent it: a later middleware may change it.
        var request = call.RequestBody;
        var resources = new CallResources(_iterators.StreamOf).Read(request);
        try
        {
            await next();
        }
        finally
        {
            var answer = call.IsReset ? null : call.Answer;
            if (answer is { Status: 200 })
            {
                _iterators.Learn(call.Operation, request, answer.Body);
            }

            onCall(new ObservedCall(
                [.. resources.Select(resource => new ServiceCall(call.Caller, call.Service, call.Operation, resource.Resource, resource.Statement))],
                request,
                answer));
        }
    }
}
