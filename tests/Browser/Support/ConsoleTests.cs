namespace Orders.Tests.Browser.Support;

/// <summary>Tests that each begin with the running pipeline and empty dead-letter queues.</summary>
public abstract class ConsoleTests(Pipeline pipeline) : IAsyncLifetime
{
    private protected Pipeline.Running Running { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Running = await pipeline.StartedAsync();
        await PrepareAsync();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts the pipeline into the state in which a test begins.</summary>
    private protected virtual Task PrepareAsync() => Running.PurgeAsync();
}
