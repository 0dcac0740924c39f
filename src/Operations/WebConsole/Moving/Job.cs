namespace Orders.Operations.WebConsole.Moving;

/// <summary>The kind of a job.</summary>
internal enum JobKind
{
    /// <summary>Messages are redriven.</summary>
    Redrive,

    /// <summary>Messages are deleted permanently.</summary>
    Discard,

    /// <summary>Events are sent again.</summary>
    Replay,
}

/// <summary>The state of a job.</summary>
internal enum JobState
{
    /// <summary>The job runs.</summary>
    Running,

    /// <summary>The job succeeded.</summary>
    Done,

    /// <summary>An operator or a rule stopped the job. What it had done stays done.</summary>
    Stopped,

    /// <summary>The job failed, or some of its messages did.</summary>
    Failed,
}

/// <summary>A redrive, discard or replay, as every page shows it.</summary>
internal sealed record Job
{
    /// <summary>The job's number.</summary>
    public required int Id { get; init; }

    /// <summary>The job's kind.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Describes the messages.</summary>
    public required string What { get; init; }

    /// <summary>The job's state.</summary>
    public JobState State { get; init; }

    /// <summary>The number of messages; zero while unknown.</summary>
    public int Total { get; init; }

    /// <summary>The number of moved messages.</summary>
    public int Done { get; init; }

    /// <summary>The number of messages that could not be moved, or were refused.</summary>
    public int Failed { get; init; }

    /// <summary>The number of moved messages without an outcome.</summary>
    public int Awaited { get; init; }

    /// <summary>The number of orders that were placed or changed.</summary>
    public int Placed { get; init; }

    /// <summary>The number of messages that were duplicates.</summary>
    public int Duplicates { get; init; }

    /// <summary>The number of messages that were dead-lettered again.</summary>
    public int Dead { get; init; }

    /// <summary>A message about the job's end; null for none.</summary>
    public string? Message { get; init; }

    /// <summary>The order that the job was about; null if it was not about one.</summary>
    public string? Order { get; init; }

    /// <summary>When the job ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>The answer to a page that starts a job.</summary>
/// <param name="Id">The job's number.</param>
internal sealed record StartedJob(int Id);
