using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Settings;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that the Processor and the Notifier cannot use up the account's concurrency, so that some of it is left for Ingest.</summary>
internal sealed class AccountConcurrency : Check
{
    public override string Name => DeploymentReader.Concurrency;

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        var (ingest, processor, notifier) = (deployment.Settings.Ingest, deployment.Settings.Processor, deployment.Settings.Notifier);
        foreach (var subject in (string[])[DeploymentReader.Concurrency, DeploymentReader.Stream])
        {
            if (deployment.Unread.TryGetValue(subject, out var cause))
            {
                yield return Finding.NotChecked(subject, $"cannot be read: {cause.Cause}");
            }
        }

        if (deployment.Concurrency is not { } quota || deployment.OpenShards is not { } shards || IsReserved(ingest))
        {
            yield break;
        }

        // Lambda runs at most this many invocations for each mapping (Lambda Developer Guide, "Configuring scaling behavior for SQS event source
        // mappings" and "Polling and batching streams").
        var (ofProcessor, ofNotifier) = (IsReserved(processor) ? 0 : deployment.Settings.Sources.Sum(static source => source.MaximumConcurrency), IsReserved(notifier) ? 0 : notifier.ParallelizationFactor * shards);
        var left = quota.Unreserved - ofProcessor - ofNotifier;
        yield return Finding.Judge(
            left > 0,
            ingest.Name,
            $"{Math.Max(0, left)} of {quota.Unreserved} unreserved (quota {quota.Total}); {processor.Name} may use {ofProcessor}, {notifier.Name} {ofNotifier} ({shards} shards × {notifier.ParallelizationFactor})",
            "Some concurrency must be left: under load the other two use all of theirs, and the API then answers 503.",
            "Request a higher quota (Lambda, Concurrent executions), or lower processor.maximum_concurrency, senders[*].maximum_concurrency or notifier.parallelization_factor.");
    }

    private static bool IsReserved(FunctionSettings function) => function.ReservedConcurrency != FunctionSettings.Unreserved;
}
