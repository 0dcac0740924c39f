using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;
using Orders.Operations.Settings;
using Orders.Operations.Streams;

namespace Orders.Local;

/// <summary>The event source mappings as they run here; Terraform makes them with the same settings.</summary>
static class LocalMappings
{
    /// <summary>From the orders queue to the Processor.</summary>
    public static SqsMappingOptions Orders(LocalPipelineOptions options, IReadOnlyDictionary<string, QueueAddress> queues)
    {
        var (settings, queue) = (options.Settings.Processor, queues[options.Settings.OrdersQueue.Name]);
        return new SqsMappingOptions
        {
            QueueUrl = queue.Url,
            QueueArn = queue.Arn,
            Region = options.Region,
            BatchSize = settings.BatchSize,
            MaximumBatchingWindow = TimeSpan.FromSeconds(settings.MaximumBatchingWindowSeconds),
            MaximumConcurrency = settings.MaximumConcurrency,
            // Twice the processes: while one batch is handled, the next is received and the last is deleted.
            LocalPollers = 2 * options.LocalConcurrency,
        };
    }

    /// <summary>From the table's stream to the Notifier.</summary>
    public static StreamMappingOptions Stream(LocalPipelineOptions options, string streamArn)
    {
        var settings = options.Settings.Notifier;
        return new StreamMappingOptions
        {
            StreamArn = DynamoDbStream.EventSourceArn(streamArn, options.Region),
            BatchSize = settings.BatchSize,
            MaximumBatchingWindow = TimeSpan.FromSeconds(settings.MaximumBatchingWindowSeconds),
            ParallelizationFactor = settings.ParallelizationFactor,
            MaximumRetryAttempts = settings.MaximumRetryAttempts,
            MaximumRecordAge = settings.MaximumRecordAgeSeconds is NotifierFunctionSettings.Unlimited
                ? null
                : TimeSpan.FromSeconds(settings.MaximumRecordAgeSeconds),
            BisectBatchOnFunctionError = settings.BisectBatchOnFunctionError,
        };
    }

    /// <summary>Where what the stream's mapping discards goes.</summary>
    public static QueueAddress OnFailure(LocalPipelineOptions options, IReadOnlyDictionary<string, QueueAddress> queues) =>
        queues[options.Settings.OrderEventsDlq.Name];
}
