using Orders.Operations.Failures;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Live;
using Orders.Operations.WebConsole.Moving;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.WebConsole;

public sealed class JobBoardTests : IAsyncDisposable
{
    private readonly LiveFeed _feed = new();
    private readonly LiveFeed.Listener _listener;
    private readonly JobBoard _board;

    public JobBoardTests() => (_listener, _board) = (_feed.Listen(), new JobBoard(_feed, TimeProvider.System));

    public async ValueTask DisposeAsync()
    {
        await _board.DisposeAsync();
        _listener.Dispose();
    }

    [Fact]
    public async Task Every_page_is_told_how_a_job_ends()
    {
        _board.Start(JobKind.Redrive, Request(), static (job, _, _) => Task.FromResult(job with { State = JobState.Done, Total = 3, Done = 3 }));

        await HearsAsync("\"state\":\"done\",\"total\":3,\"done\":3");
    }

    [Fact]
    public async Task A_queue_has_one_job_at_a_time()
    {
        var end = new TaskCompletionSource();
        async Task<Job> WorkAsync(Job job, Action<Job> update, CancellationToken token)
        {
            await end.Task;
            return job with { State = JobState.Done };
        }

        _board.Start(JobKind.Redrive, Request(), WorkAsync);

        Assert.Equal("busy", Assert.Throws<RefusedException>(() => _board.Start(JobKind.Discard, Request(), WorkAsync)).Refusal.Code);
        _board.Start(JobKind.Discard, Request("order-events-dlq"), WorkAsync);
        end.SetResult();
        await HearsAsync("\"state\":\"done\"");
    }

    [Fact]
    public async Task A_job_stops_when_it_is_told_to()
    {
        var id = _board.Start(JobKind.Redrive, Request(), static async (job, _, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return job;
        });

        _board.Stop(id);

        await HearsAsync("\"state\":\"stopped\"");
    }

    [Fact]
    public async Task What_goes_wrong_is_told_and_ends_nothing_else()
    {
        _board.Start(JobKind.Redrive, Request(), static (_, _, _) => throw new CommandException("There is no queue orders-dlq there."));
        await HearsAsync("\"message\":\"There is no queue orders-dlq there.\"");

        _board.Start(JobKind.Redrive, Request(), static (_, _, _) => throw new InvalidOperationException("a secret"));
        var heard = await HearsAsync("InvalidOperationException");
        Assert.DoesNotContain("a secret", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_console_is_the_end_of_its_jobs()
    {
        var isStopped = false;
        _board.Start(JobKind.Redrive, Request(), async (job, _, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isStopped = true;
            return job with { State = JobState.Stopped };
        });

        await _board.DisposeAsync();

        Assert.True(isStopped);
    }

    private static MoveRequest Request(string queue = "orders-dlq") => new() { Queue = queue };

    private async Task<string> HearsAsync(string part)
    {
        while (true)
        {
            var news = await _listener.News.ReadAsync(Given.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Given.Token);
            if (news.Json.Contains(part, StringComparison.Ordinal))
            {
                return news.Json;
            }
        }
    }
}
