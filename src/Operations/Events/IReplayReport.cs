namespace Orders.Operations.Events;

/// <summary>What a replay did, or would do.</summary>
internal interface IReplayReport
{
    /// <summary>How many messages SQS has accepted.</summary>
    int Sent { get; }

    /// <summary>Where it stopped, for whom and why; null where it came to its end.</summary>
    string? StopCause { get; }

    /// <summary>Whether there was something to send, and all of it was sent.</summary>
    bool IsWell { get; }

    /// <summary>Writes it for a person.</summary>
    void WriteTo(TextWriter output, bool showPersonalData);

    /// <summary>Gives it to a program.</summary>
    string ToJson();
}
