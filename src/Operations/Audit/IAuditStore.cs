using Orders.Operations.Failures;

namespace Orders.Operations.Audit;

/// <summary>Where the lines of an audit log are kept.</summary>
internal interface IAuditStore
{
    /// <summary>The file's path, or the bucket's URL.</summary>
    string Name { get; }

    /// <summary>Whether the log has been written to; a bucket counts as written.</summary>
    bool Exists { get; }

    /// <summary>Writes something that is no line, so that a log that cannot be written is known before anything is changed.</summary>
    /// <exception cref="CommandException">The log cannot be written.</exception>
    Task ProbeAsync();

    /// <summary>Appends whole lines. They are kept when this returns.</summary>
    /// <exception cref="CommandException">The lines could not be written.</exception>
    Task AppendAsync(string lines);

    /// <summary>Opens the log's parts, the oldest first; those that ended before <paramref name="since"/> may be left out.</summary>
    /// <exception cref="CommandException">The log does not exist, or cannot be read.</exception>
    Task<IReadOnlyList<TextReader>> OpenAsync(DateTimeOffset? since, CancellationToken cancellationToken);
}
