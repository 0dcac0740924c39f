using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;
using Orders.Operations.Buckets;
using Orders.Operations.Connections;
using Orders.Operations.Settings;
using Orders.Operations.Streams;

namespace Orders.Local;

/// <summary>The event source mappings of the local pipeline; Terraform creates them with the same settings.</summary>
static class LocalMappings
{
    /// <summary>Returns the options of the mapping from a queue to the Processor.</summary>
    public static SqsMappingOptions Orders(LocalPipelineOptions options, OrdersSource source, IReadOnlyDictionary<string, QueueAddress> queues)
    {
        var (settings, queue) = (options.Settings.Processor, queues[source.Queue]);
        return new SqsMappingOptions
        {
            QueueUrl = queue.Url,
            QueueArn = queue.Arn,
            Region = options.Region,
            BatchSize = settings.BatchSize,
            MaximumBatchingWindow = TimeSpan.FromSeconds(settings.MaximumBatchingWindowSeconds),
            MaximumConcurrency = source.MaximumConcurrency,
            // Twice the processes: while one batch is processed, the next is received and the last is deleted.
            LocalPollers = 2 * options.LocalConcurrency,
        };
    }

    /// <summary>Returns the options of the mapping from the table's stream to the Notifier.</summary>
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

    /// <summary>Returns the queue of the reports about discarded batches; with a bucket of failed records, that of the notices.</summary>
    public static QueueAddress OnFailure(LocalPipelineOptions options, IReadOnlyDictionary<string, QueueAddress> queues) =>
        queues[options.Settings.OrderEventsDlq.Name];

    /// <summary>Returns the name of the bucket of failed records; null if the settings have none.</summary>
    public static string? RecordsBucketName(LocalPipelineOptions options) => options.Settings.OrderEventsDlq.RecordsBucket is { } name
        ? Bucket.NameOf(name, new AwsPlace(LocalEndpoints.AccountId, options.Region))
        : null;
}
