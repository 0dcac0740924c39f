using Orders.Tests.Integration.Support;

[assembly: AssemblyFixture(typeof(PipelineFixture))]

namespace Orders.Tests.Integration.Support;

/// <summary>
/// One pipeline for all tests that need no other settings, started by the first of them. They share its table and queues, so each
/// uses keys of its own and looks at its own orders and messages only.
/// </summary>
public sealed class PipelineFixture : IAsyncDisposable
{
    readonly Lazy<Task<RunningPipeline>> _pipeline = new(static () => RunningPipeline.StartAsync());

    internal Task<RunningPipeline> StartedAsync() => _pipeline.Value;

    public async ValueTask DisposeAsync()
    {
        if (_pipeline.IsValueCreated)
        {
            await (await _pipeline.Value).DisposeAsync();
        }
    }
}
