namespace Orders.Local.Proxies;

/// <summary>
/// Stands in the way of every call to a service. Before <paramref name="next"/> it may wait or change the request; after it, look at
/// or replace the answer; instead of it, answer for the service or end the connection.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="next">The rest of the way: the next middleware, at last the service.</param>
public delegate Task CallMiddleware(ProxiedCall call, Func<Task> next);
