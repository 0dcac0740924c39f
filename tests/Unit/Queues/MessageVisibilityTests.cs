using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Queues;

public sealed class MessageVisibilityTests : IDisposable
{
    private readonly FakeSqs _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task The_requests_of_a_large_batch_do_not_wait_for_each_other()
    {
        using var begun = new CountdownEvent(4);
        _sqs.FailVisibility = _ =>
        {
            begun.Signal();
            return begun.Wait(TimeSpan.FromSeconds(20)) ? null : new TimeoutException("The others were not begun.");
        };

        var failed = await new MessageVisibility(_sqs, new AwsPipelines(new InstantTime(Given.Now), static () => 0.5).Sqs)
            .ChangeVisibilityAsync(Given.OrdersQueue, [.. Enumerable.Range(0, 40).Select(static i => ($"receipt-{i}", TimeSpan.FromSeconds(2)))], Given.Token);

        Assert.Equal(0, failed);
        Assert.Equal(40, _sqs.VisibilityChanges.Sum(static request => request.Entries.Count));
    }
}
