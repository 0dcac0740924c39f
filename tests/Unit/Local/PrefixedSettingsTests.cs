using Orders.Cli.Options;
using Orders.Operations.Settings;

namespace Orders.Tests.Unit.Local;

public sealed class PrefixedSettingsTests
{
    private readonly PipelineSettings _settings = PipelineSettings.Load(Repository.Find().Settings);

    [Fact]
    public void The_prefix_goes_before_every_name_and_a_consumer_keeps_its_own()
    {
        var prefixed = _settings.WithPrefix("staging-");

        Assert.Equal(Queues(_settings).Select(static name => $"staging-{name}"), Queues(prefixed));
        Assert.Equal(
            ("staging-Orders", "staging-orders-ingest", "staging-orders-processor", "staging-orders-notifier"),
            (prefixed.Table.Name, prefixed.Ingest.Name, prefixed.Processor.Name, prefixed.Notifier.Name));
        Assert.Equal("/orders/staging", prefixed.EventSource);
        Assert.Equal(_settings.Consumers.Select(static consumer => consumer.Name), prefixed.Consumers.Select(static consumer => consumer.Name));
    }

    [Fact]
    public void Without_a_prefix_they_are_the_same() => Assert.Same(_settings, _settings.WithPrefix(""));

    private static IEnumerable<string> Queues(PipelineSettings settings) => QueueDefinitions.Of(settings, static name => name).Select(static queue => queue.Name);
}
