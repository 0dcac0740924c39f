namespace Orders.Local.Lambda;

/// <summary>
/// A port of the Runtime API. The API has no name for the instance that calls, so each instance has a port of its own while
/// it lives.
/// </summary>
sealed class RuntimeSlot(int port)
{
    volatile FunctionInstance? _instance;

    public int Port { get; } = port;

    public FunctionInstance? Instance
    {
        get => _instance;
        set => _instance = value;
    }
}
