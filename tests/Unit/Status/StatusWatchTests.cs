using Orders.Operations.Failures;
using Orders.Operations.Status;

namespace Orders.Tests.Unit.Status;

public sealed class StatusWatchTests
{
    [Fact]
    public async Task A_look_that_fails_after_a_good_one_is_reported_and_the_watch_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var (looks, shown, said) = (0, 0, new List<string>());
        Task<PipelineStatus> ReadAsync(CancellationToken cancellationToken) => ++looks switch
        {
            1 or 4 => Task.FromResult<PipelineStatus>(null!),
            5 => StopAsync(),
            _ => Task.FromException<PipelineStatus>(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused")),
        };
        async Task<PipelineStatus> StopAsync()
        {
            await stop.CancelAsync();
            throw new OperationCanceledException(stop.Token);
        }

        var status = await StatusWatch.RunAsync(ReadAsync, TimeSpan.FromMilliseconds(1), _ => { shown++; return ExitCodes.Failed; }, said.Add, stop.Token);

        Assert.Equal((5, 2, 2, ExitCodes.Failed), (looks, shown, said.Count, status));
        Assert.All(said, static line => Assert.Contains("could not be called: Connection refused", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_look_that_fails_ends_it() => await Assert.ThrowsAsync<HttpRequestException>(() => StatusWatch.RunAsync(
        static _ => Task.FromException<PipelineStatus>(new HttpRequestException("refused")), TimeSpan.Zero, static _ => 0, static _ => { }, TestContext.Current.CancellationToken));
}
