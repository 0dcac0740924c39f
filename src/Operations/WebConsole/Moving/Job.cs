namespace Orders.Operations.WebConsole.Moving;

/// <summary>What a job does.</summary>
internal enum JobKind
{
    /// <summary>Messages go back to their queue.</summary>
    Redrive,

    /// <summary>Messages are deleted for good.</summary>
    Discard,
}

/// <summary>How a job stands.</summary>
internal enum JobState
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>All that was asked for is done.</summary>
    Done,

    /// <summary>It ended before its end, because somebody or a rule said so. What it had done is done.</summary>
    Stopped,

    /// <summary>It could not go on, or not all could be done.</summary>
    Failed,
}

/// <summary>A redrive or discard, as every page shows it.</summary>
internal sealed record Job
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>What it does.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>With which queue.</summary>
    public required string Queue { get; init; }

    /// <summary>With which messages, in words.</summary>
    public required string What { get; init; }

    /// <summary>How it stands.</summary>
    public JobState State { get; init; }

    /// <summary>How many messages it is about; zero while that is not known.</summary>
    public int Total { get; init; }

    /// <summary>How many were moved.</summary>
    public int Done { get; init; }

    /// <summary>How many could not be, or are not to be moved.</summary>
    public int Failed { get; init; }

    /// <summary>Of how many moved ones it is awaited what becomes of them.</summary>
    public int Awaited { get; init; }

    /// <summary>How many orders were placed or moved by what was sent.</summary>
    public int Placed { get; init; }

    /// <summary>How many asked for what was so already.</summary>
    public int Duplicates { get; init; }

    /// <summary>How many came back.</summary>
    public int Dead { get; init; }

    /// <summary>What a person should know of its end; null for nothing.</summary>
    public string? Message { get; init; }

    /// <summary>The order that it was about, where it was about one.</summary>
    public string? Order { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>The answer to a page that starts a job.</summary>
/// <param name="Id">The job's number.</param>
internal sealed record StartedJob(int Id);
