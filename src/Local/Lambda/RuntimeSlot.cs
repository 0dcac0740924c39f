namespace Orders.Local.Lambda;

/// <summary>
/// A port of the Runtime API. The API does not identify the calling instance, so each instance has its own port while it lives.
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
