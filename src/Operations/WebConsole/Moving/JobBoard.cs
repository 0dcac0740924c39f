using Microsoft.AspNetCore.Http;
using Orders.Operations.Failures;
using Orders.Operations.Json;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Live;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>Runs jobs, at most one a queue, and tells every page how they stand.</summary>
internal sealed class JobBoard(LiveFeed feed, TimeProvider time) : IAsyncDisposable
{
    /// <summary>As many as are remembered.</summary>
    private const int Remembered = 20;

    /// <summary>No page needs to be told more often.</summary>
    private static readonly TimeSpan BetweenNews = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly List<Running> _jobs = [];
    private int _last;
    private long _told;

    /// <summary>Starts a job.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="request">With which messages.</param>
    /// <param name="work">Does it; is given how the job stands at first and what takes each later state, and gives the last one.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="RefusedException">Another one works on the queue.</exception>
    public int Start(JobKind kind, MoveRequest request, Func<Job, Action<Job>, CancellationToken, Task<Job>> work)
    {
        Running running;
        lock (_gate)
        {
            if (_jobs.Exists(other => other.Job.State == JobState.Running && other.Job.Queue == request.Queue))
            {
                throw new RefusedException(StatusCodes.Status409Conflict, "busy", "Messages of this queue are being moved: wait for that, or stop it.");
            }

            running = new Running(new Job { Id = ++_last, Kind = kind, Queue = request.Queue, What = request.What, Total = request.Id is null ? 0 : 1 });
            _jobs.Add(running);
            _jobs.RemoveAll(old => _jobs.Count > Remembered && old.Job.Id <= _last - Remembered && old.Job.State != JobState.Running);
        }

        Tell();
        running.Ended = RunAsync(running, work);
        return running.Job.Id;
    }

    /// <summary>Lets a job stop where it can go on later; nothing where there is no such job.</summary>
    public void Stop(int id)
    {
        lock (_gate)
        {
            _jobs.Find(running => running.Job.Id == id && running.Job.State == JobState.Running)?.Stop.Cancel();
        }
    }

    /// <summary>Stops all, and waits for their end.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Running> jobs;
        lock (_gate)
        {
            jobs = [.. _jobs];
        }

        foreach (var running in jobs)
        {
            await running.Stop.CancelAsync();
            await running.Ended;
        }
    }

    private async Task RunAsync(Running running, Func<Job, Action<Job>, CancellationToken, Task<Job>> work)
    {
        await Task.Yield();
        try
        {
            running.Job = await work(running.Job, job => Update(running, job), running.Stop.Token) with { EndedAt = time.GetUtcNow() };
        }
        catch (OperationCanceledException)
        {
            End(running, JobState.Stopped, "It was stopped before a message was moved.");
        }
        catch (Exception exception) when (Failure.Of(exception) is { Message: not null })
        {
            End(running, JobState.Failed, Failure.Of(exception)!.Value.Message!);
        }
        catch (Exception exception)
        {
            // A bug: the console goes on, and says so where its operator sees it.
            End(running, JobState.Failed, $"The console failed: {exception.GetType().Name}. What was moved by then is in the audit log.");
        }

        Tell();
    }

    private void End(Running running, JobState state, string message) =>
        running.Job = running.Job with { State = state, Message = message, EndedAt = time.GetUtcNow() };

    private void Update(Running running, Job job)
    {
        running.Job = job;
        if (time.GetElapsedTime(Interlocked.Read(ref _told)) >= BetweenNews)
        {
            Tell();
        }
    }

    private void Tell()
    {
        // One after the other, so that what is told last is the latest.
        lock (_gate)
        {
            Interlocked.Exchange(ref _told, time.GetTimestamp());
            feed.Publish(new LiveEvent("jobs", OperationsJson.Default.IEnumerableJob.ToText(_jobs.Select(static running => running.Job))));
        }
    }

    private sealed class Running(Job job)
    {
        private volatile Job _job = job;

        public Job Job
        {
            get => _job;
            set => _job = value;
        }

        public CancellationTokenSource Stop { get; } = new();

        public Task Ended { get; set; } = Task.CompletedTask;
    }
}
