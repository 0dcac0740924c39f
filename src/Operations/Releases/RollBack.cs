using Orders.Operations.Audit;
using Orders.Operations.Failures;
using Orders.Operations.Settings;

namespace Orders.Operations.Releases;

/// <summary>Moves the functions' aliases to an earlier release, and changes nothing else.</summary>
/// <param name="aliases">The aliases.</param>
/// <param name="settings">The settings, with the prefix.</param>
/// <param name="time">The clock.</param>
internal sealed class RollBack(FunctionAliases aliases, PipelineSettings settings, TimeProvider time)
{
    /// <summary>The functions in the order in which data flows. A release moves them from the last to the first, and a roll back from the first to
    /// the last: what a newer function writes, the next one can then read.</summary>
    public static readonly IReadOnlyList<string> Roles = ["ingest", "processor", "notifier"];

    /// <summary>Returns what is to be done.</summary>
    /// <param name="roles">The functions, of <see cref="Roles"/>; none for all.</param>
    /// <param name="release">The release to roll back to; null for the one before the functions' latest live one.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="CommandException">A function has no alias, or no such release.</exception>
    public async Task<RollBackReport> PlanAsync(IReadOnlyList<string> roles, string? release, CancellationToken cancellationToken)
    {
        string[] names = [settings.Ingest.Name, settings.Processor.Name, settings.Notifier.Name];
        var functions = await Task.WhenAll(Roles.Zip(names, (role, name) => aliases.ReadAsync(role, name, cancellationToken)));
        var chosen = functions.Where(function => roles.Count == 0 || roles.Contains(function.Role)).ToList();

        // After a deployment that failed part-way, only some functions have the latest release; only those go back.
        var latest = chosen.MaxBy(static function => function.Current.PublishedAt)!.Current;
        FunctionVersion Target(ReleasedFunction function) =>
            release is not null ? function.Of(release) : function.Current.Release == latest.Release ? function.Before() : function.Live;
        var moves = chosen.Select(function => new AliasMove(function, Target(function))).Where(static move => move.To != move.Function.Live || move.Function.Canary is not null).ToList();
        return new RollBackReport(functions, [.. moves.Where(static move => !move.IsForward), .. moves.Where(static move => move.IsForward).Reverse()]);
    }

    /// <summary>Moves the aliases one after the other, each between two lines of the audit log, and stops at the first that cannot be moved.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="log">The audit log. If a function's first line cannot be written, its alias is not moved.</param>
    /// <param name="by">The operator.</param>
    /// <param name="cancellationToken">Stops before the next alias.</param>
    public async Task<RollBackReport> RunAsync(RollBackReport plan, AuditLog log, string by, CancellationToken cancellationToken)
    {
        var (start, moves) = (time.GetUtcNow(), plan.Moves.ToList());
        for (var i = 0; i < moves.Count && !cancellationToken.IsCancellationRequested; i++)
        {
            moves[i] = await RunAsync(moves[i], log, by, start);
            if (!moves[i].IsDone)
            {
                break;
            }
        }

        return plan with { Moves = moves, IsRun = true };
    }

    private async Task<AliasMove> RunAsync(AliasMove move, AuditLog log, string by, DateTimeOffset start)
    {
        var line = new AuditLines(AuditActions.RollBack, move.Function.Name, by, start, time).Of(messageId: "", AuditResults.Begun) with
        {
            Subject = $"version {move.Function.Live.Version} to version {move.To.Version}",
        };
        try
        {
            await log.AppendAsync([line]);
            // Not cancelled part-way: it would not be known whether the alias was moved.
            await aliases.MoveAsync(move.Function, move.To, CancellationToken.None);
        }
        catch (Exception exception) when (Failure.Of(exception) is { } failure)
        {
            await log.TryAppendAsync([line with { At = time.GetUtcNow(), Result = AuditResults.NotChanged, Cause = failure.Message }]);
            return move with { Problem = failure.Message };
        }

        await log.TryAppendAsync([line with { At = time.GetUtcNow(), Result = AuditResults.Changed }]);
        return move with { IsDone = true };
    }
}
