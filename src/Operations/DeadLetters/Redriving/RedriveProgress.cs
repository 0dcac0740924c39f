namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>How far a redrive is.</summary>
/// <param name="Total">How many messages it is about.</param>
/// <param name="Sent">How many were sent, deleted or not.</param>
/// <param name="Failed">How many were not sent, or are in both places.</param>
/// <param name="Refused">How many are not to be sent.</param>
/// <param name="IsWatching">Whether it waits to see what becomes of what was sent.</param>
/// <param name="Awaited">Of how many that is not seen yet.</param>
internal readonly record struct RedriveProgress(int Total, int Sent, int Failed, int Refused, bool IsWatching = false, int Awaited = 0);
