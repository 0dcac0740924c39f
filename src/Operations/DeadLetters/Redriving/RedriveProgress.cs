namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The progress of a redrive.</summary>
/// <param name="Total">The number of messages.</param>
/// <param name="Sent">The number of messages sent, deleted or not.</param>
/// <param name="Failed">The number of messages not sent, or sent but not deleted.</param>
/// <param name="Refused">The number of messages that are refused.</param>
/// <param name="IsWatching">Whether it waits for the outcomes of sent messages.</param>
/// <param name="Awaited">The number of messages without an outcome.</param>
internal readonly record struct RedriveProgress(int Total, int Sent, int Failed, int Refused, bool IsWatching = false, int Awaited = 0);
