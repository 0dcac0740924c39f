using Amazon.SQS;
using Orders.Aws;
using Orders.Events;
using Orders.Observability;
using Orders.Queues;
using Orders.Resilience;
using Orders.Settings;

namespace Orders.Notifier;

/// <summary>Composes the function by hand.</summary>
public static class Composition
{
    /// <summary>Creates the function as deployed.</summary>
    /// <exception cref="SettingsException">The environment breaks a rule.</exception>
    public static async Task<Function> StartAsync(Func<string, string?> variable)
    {
        var settings = NotifierSettings.Read(variable);
        var sqs = AwsClients.Sqs();
        var connections = ConnectionWarmup.OpenAsync(ConnectionWarmup.EndpointOf(sqs));
        var function = Compose(
            settings, sqs, new LineSink(Console.OpenStandardOutput()), TimeProvider.System, SystemRandomness.NextDouble);
        await connections;
        return function;
    }

    /// <summary>Creates the function with any client, clock and random source.</summary>
    public static Function Compose(NotifierSettings settings, IAmazonSQS sqs, LineSink sink, TimeProvider time, Func<double> random)
    {
        // Each queue has its own circuit breaker, so that a broken queue affects one consumer only.
        QueueSender Sender() => new(sqs, AwsPipelines.Build(time, random));
        var deadLetters = Sender();
        var metrics = new Metrics(sink, time, settings.FunctionName);
        foreach (var consumer in settings.Consumers)
        {
            metrics.OfQueue(consumer.QueueName, MetricNames.EventsQuarantined);
        }

        return new Function(
            new EventDelivery(_ => Sender(), settings.Consumers, settings.EventSource),
            new EventQuarantine(deadLetters, settings.QuarantineQueueUrl, settings.QuarantineAfter, time),
            new RecordQuarantine(deadLetters, settings.QuarantineQueueUrl, time),
            new FunctionLogger(sink, time, settings.MinLogLevel),
            metrics,
            time);
    }
}
