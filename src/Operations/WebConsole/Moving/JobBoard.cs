using Microsoft.AspNetCore.Http;
using Orders.Operations.Failures;
using Orders.Operations.Json;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Live;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>Runs jobs, at most one for each queue, and publishes their states.</summary>
internal sealed class JobBoard(LiveFeed feed, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The maximum number of jobs that are kept.</summary>
    private const int Remembered = 20;

    /// <summary>The minimum time between two updates.</summary>
    private static readonly TimeSpan BetweenNews = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly List<Running> _jobs = [];
    private int _last;
    private long _told;

    /// <summary>Starts a job that moves messages.</summary>
    /// <param name="kind">The job's kind.</param>
    /// <param name="request">Selects the messages.</param>
    /// <param name="work">Runs the job.</param>
    /// <exception cref="RefusedException">Another job works on the queue.</exception>
    public int Start(JobKind kind, MoveRequest request, Func<Job, Action<Job>, CancellationToken, Task<Job>> work) =>
        Start(kind, request.Queue, request.What, request.Id is null ? 0 : 1, work);

    /// <summary>Starts a job.</summary>
    /// <param name="kind">The job's kind.</param>
    /// <param name="queue">The queue, as in requests.</param>
    /// <param name="what">Describes the messages.</param>
    /// <param name="total">The number of messages; zero while unknown.</param>
    /// <param name="work">Runs the job; gets its first state and a receiver of later states, and returns the last state.</param>
    /// <returns>The job's number.</returns>
    /// <exception cref="RefusedException">Another job works on the queue.</exception>
    public int Start(JobKind kind, string queue, string what, int total, Func<Job, Action<Job>, CancellationToken, Task<Job>> work)
    {
        Running running;
        lock (_gate)
        {
            if (_jobs.Exists(other => other.Job.State == JobState.Running && other.Job.Queue == queue))
            {
                throw new RefusedException(StatusCodes.Status409Conflict, "busy", "Messages of this queue are being moved: wait until that ends, or stop it.");
            }

            running = new Running(new Job { Id = ++_last, Kind = kind, Queue = queue, What = what, Total = total });
            _jobs.Add(running);
            _jobs.RemoveAll(old => _jobs.Count > Remembered && old.Job.Id <= _last - Remembered && old.Job.State != JobState.Running);
        }

        Tell();
        running.Ended = RunAsync(running, work);
        return running.Job.Id;
    }

    /// <summary>Stops a job, which can be resumed later; does nothing if it does not exist.</summary>
    public void Stop(int id)
    {
        lock (_gate)
        {
            _jobs.Find(running => running.Job.Id == id && running.Job.State == JobState.Running)?.Stop.Cancel();
        }
    }

    /// <summary>Stops all jobs, and waits for their end.</summary>
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
            // A bug: the console continues, and shows it to its operator.
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
        // Published one after the other, so that the last event is the latest state.
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
