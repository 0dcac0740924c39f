using Amazon.SQS;
using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks the visibility timeout of each queue that the Processor reads against the deployed function's timeout, whatever the settings say.</summary>
internal sealed class VisibilityTimeout : Check
{
    private const int Times = 6;

    public override string Name => "visibility timeout";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        var function = deployment.Settings.Processor.Name;
        if (!deployment.Functions.TryGetValue(function, out var configuration))
        {
            yield break;
        }

        var timeout = configuration.GetProperty("Timeout"u8).GetInt32();
        foreach (var queue in deployment.Settings.Sources.Select(static source => source.Queue))
        {
            if (deployment.Queues.GetValueOrDefault(queue)?.Number(QueueAttributeName.VisibilityTimeout) is { } hidden)
            {
                yield return Finding.Judge(
                    hidden >= Times * timeout,
                    queue,
                    $"visibility timeout {hidden} s; timeout of {function} {timeout} s",
                    $"It must be at least {Times} times the function's timeout: a message must stay hidden while Lambda retries a throttled batch.",
                    Apply);
            }
        }
    }
}
