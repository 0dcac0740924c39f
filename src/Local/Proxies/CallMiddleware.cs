namespace Orders.Local.Proxies;

/// <summary>
/// Handles every call to a service. Before <paramref name="next"/> it may wait or change the request; after it, read or replace the answer;
/// instead of it, answer for the service or reset the connection.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="next">The next middleware, and finally the service.</param>
public delegate Task CallMiddleware(ProxiedCall call, Func<Task> next);
