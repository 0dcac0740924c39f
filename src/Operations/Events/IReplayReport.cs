using Orders.Operations.Connections;

namespace Orders.Operations.Events;

/// <summary>The result of a replay, or of its dry run.</summary>
internal interface IReplayReport
{
    /// <summary>The number of messages that SQS has accepted.</summary>
    int Sent { get; }

    /// <summary>The number of messages that may have been accepted: SQS did not answer.</summary>
    int MayBeSent { get; }

    /// <summary>Where it stopped, for which consumer and why; null if it completed.</summary>
    string? StopCause { get; }

    /// <summary>What cannot be sent, and why, as sentences.</summary>
    IReadOnlyList<string> Problems { get; }

    /// <summary>Whether there was something to send, and all of it was sent.</summary>
    bool IsWell { get; }

    /// <summary>Returns the report with the account and region of the queues.</summary>
    IReplayReport At(AwsPlace? place);

    /// <summary>Writes the report as text.</summary>
    void WriteTo(TextWriter output, bool showPersonalData);

    /// <summary>Returns the report as JSON.</summary>
    string ToJson();
}
