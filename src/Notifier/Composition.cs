using Amazon.SQS;
using Orders.Events;
using Orders.Observability;
using Orders.Queues;
using Orders.Resilience;
using Orders.Settings;

namespace Orders.Notifier;

/// <summary>Wires the function, by hand.</summary>
public static class Composition
{
    /// <summary>The function as it is deployed.</summary>
    /// <exception cref="SettingsException">The environment breaks a rule.</exception>
    public static Function Compose(Func<string, string?> variable) => Compose(
        NotifierSettings.Read(variable),
        AwsClients.Sqs(),
        new LineSink(Console.OpenStandardOutput()),
        TimeProvider.System,
        SystemRandomness.NextDouble);

    /// <summary>The function over any client, clock and randomness.</summary>
    public static Function Compose(NotifierSettings settings, IAmazonSQS sqs, LineSink sink, TimeProvider time, Func<double> random)
    {
        var sender = new QueueSender(sqs, new AwsPipelines(time, random).Sqs);
        return new Function(
            new EventDelivery(sender, settings.Consumers, settings.EventSource),
            new SetAside(sender, settings.SetAsideQueueUrl, time),
            new FunctionLogger(sink, time),
            new Metrics(sink, time, settings.FunctionName),
            time);
    }
}
