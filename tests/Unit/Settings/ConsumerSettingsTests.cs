using System.Reflection;
using Orders.Cli.Options;
using Orders.Events;
using Orders.Notifier;
using Orders.Operations.Settings;

namespace Orders.Tests.Unit.Settings;

/// <summary>What a consumer may get is the same for the Notifier and for the operators' replays, whatever its settings say.</summary>
public sealed class ConsumerSettingsTests
{
    public static MatrixTheoryData<string, bool> Switches { get; } =
        new(typeof(Consumer).GetProperties().Where(static property => property.PropertyType == typeof(bool)).Select(static property => property.Name), [true, false]);

    [Theory]
    [MemberData(nameof(Switches))]
    public void A_switch_of_a_consumer_reaches_the_Notifier_and_replays(string name, bool value)
    {
        var settings = PipelineSettings.Load(Repository.Find().Settings);
        var consumer = settings.Consumers[0] with { };
        typeof(ConsumerSettings).GetProperty(name)!.SetValue(consumer, value);

        var environment = new FunctionEnvironment(settings with { Consumers = [consumer] }, static queue => $"https://sqs.eu-central-1.amazonaws.com/123456789012/{queue}").Notifier();

        var deployed = Assert.Single(NotifierSettings.Read(variable => environment.GetValueOrDefault(variable)).Consumers);
        Assert.Equal(value, Value(deployed));
        Assert.Equal(value, Value(consumer.ToConsumer(consumer.Queue)));
        Assert.Equal(deployed.Types.Order(), consumer.ToConsumer(consumer.Queue).Types.Order());

        object? Value(Consumer one) => typeof(Consumer).GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!.GetValue(one);
    }
}
