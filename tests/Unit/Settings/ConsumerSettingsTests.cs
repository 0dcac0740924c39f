using Orders.Cli.Options;
using Orders.Events;
using Orders.Notifier;
using Orders.Operations.Settings;

namespace Orders.Tests.Unit.Settings;

/// <summary>What a consumer may get is the same for the Notifier and for the operators' replays, whatever its settings say.</summary>
public sealed class ConsumerSettingsTests
{
    public static TheoryData<string, string> Lists { get; } = new()
    {
        { nameof(Consumer.Types), "orders.removed.v1" },
        { nameof(Consumer.PersonalFields), "" },
        { nameof(Consumer.PersonalFields), "customer_name,metadata" },
    };

    [Fact]
    public void Every_list_is_tried() => Assert.Equal(
        typeof(Consumer).GetProperties().Where(static property => property.PropertyType == typeof(IReadOnlySet<string>)).Select(static property => property.Name).Order(),
        Lists.Select(static row => row.Data.Item1).Distinct().Order());

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_of_a_consumer_reaches_the_Notifier_and_replays(string name, string value)
    {
        var settings = PipelineSettings.Load(Repository.Find().Settings);
        var consumer = settings.Consumers[0] with { };
        string[] list = value.Length == 0 ? [] : value.Split(',');
        typeof(ConsumerSettings).GetProperty(name)!.SetValue(consumer, list);

        var environment = new FunctionEnvironment(settings with { Consumers = [consumer] }, static queue => $"https://sqs.eu-central-1.amazonaws.com/123456789012/{queue}").Notifier();

        var deployed = Assert.Single(NotifierSettings.Read(variable => environment.GetValueOrDefault(variable)).Consumers);
        Assert.Equal(list, Value(deployed));
        Assert.Equal(list, Value(consumer.ToConsumer(consumer.Queue)));
        Assert.Equal(deployed.Types.Order(), consumer.ToConsumer(consumer.Queue).Types.Order());

        IEnumerable<string> Value(Consumer one) => ((IReadOnlySet<string>)typeof(Consumer).GetProperty(name)!.GetValue(one)!).Order();
    }
}
