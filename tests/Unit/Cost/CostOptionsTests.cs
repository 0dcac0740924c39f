using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Commands;
using Orders.Dev.Cost;
using Orders.Model;

namespace Orders.Tests.Unit.Cost;

/// <summary>The options of <c>orders cost</c>: what they change, and what they refuse.</summary>
public sealed class CostOptionsTests
{
    [Theory]
    [InlineData("--orders x", "--orders must be a number from 1 to 1,000,000,000,000")]
    [InlineData("--orders 0", "--orders must be a number from 1 to 1,000,000,000,000")]
    [InlineData("--orders 1e13", "--orders must be a number from 1 to 1,000,000,000,000")]
    [InlineData("--changes-per-order 2.1", "--changes-per-order must be a number from 0 to 2")]
    [InlineData("--keyed -0.1", "--keyed must be a number from 0 to 1")]
    [InlineData("--per-call 1.5", "--per-call must be a whole number from 1 to 500")]
    [InlineData("--indexed PENDING,OPEN", "--indexed must be none, or statuses ({statuses}) separated by commas, each once")]
    [InlineData("--indexed PENDING,PENDING", "--indexed must be none, or statuses ({statuses}) separated by commas, each once")]
    [InlineData("--arch mips", "--arch must be arm64 or x64")]
    [InlineData("--log-bytes 0", "--log-bytes must be a number from 1 to 1,048,576")]
    public void Bad_input_names_the_option_and_its_rule(string options, string message) =>
        Assert.Equal(message.Replace("{statuses}", OrderStatusNames.All, StringComparison.Ordinal), Assert.Single(CostCommand.Create(Repository.Find()).Parse(options).Errors).Message);

    [Fact]
    public void Without_options_a_million_orders_run_with_the_settings()
    {
        var inputs = Read("");

        Assert.Equal(1_000_000, inputs.Orders);
        Assert.Equal([OrderStatus.Pending], inputs.IndexedStatuses);
        Assert.Equal((10m, 10m, 10m, 100m, 10m), (inputs.MessagesPerBatch, inputs.MessagesPerReceive, inputs.MessagesPerDelete, inputs.RecordsPerBatch, inputs.EventsPerSend));
        Assert.Equal((1m, 1m, true), (inputs.FirstMoves, inputs.SecondMoves, inputs.IsArm64));
    }

    [Fact]
    public void Each_option_reaches_the_model()
    {
        var inputs = Read(
            "--orders 2.5e6 --changes-per-order 1.25 --indexed PROCESSING,PENDING --over-http 0.5 --changes-over-http 0.25 --keyed 0.75 --per-call 25 --batch 4 --stream-batch 5 " +
            "--consumer-batch 3 --row-bytes 1100 --message-bytes 900 --event-bytes 950 --ingest-ms 1.5 --processor-ms 2.5 --notifier-ms 3.5 --log-bytes 700 --idle-pollers 0 --sweeps 7 --arch x64");

        Assert.Equal((2_500_000m, 1m, 0.25m), (inputs.Orders, inputs.FirstMoves, inputs.SecondMoves));
        Assert.Equal([OrderStatus.Processing, OrderStatus.Pending], inputs.IndexedStatuses);
        Assert.Equal((0.5m, 0.25m, 0.75m, 25), (inputs.OrdersOverHttp, inputs.ChangesOverHttp, inputs.Keyed, inputs.OrdersPerCall));
        Assert.Equal((4m, 4m, 4m, 5m, 5m, 3m), (inputs.MessagesPerBatch, inputs.MessagesPerReceive, inputs.MessagesPerDelete, inputs.RecordsPerBatch, inputs.EventsPerSend, inputs.EventsPerReceive));
        Assert.Equal((1100m, 900m, 950m), (inputs.RowBytes, inputs.MessageBytes, inputs.EventBytes));
        Assert.Equal((1.5m, 2.5m, 3.5m), (inputs.IngestMs, inputs.ProcessorMs, inputs.NotifierMs));
        Assert.Equal((700m, 0m, 7m, false), (inputs.LogBytes, inputs.IdlePollers, inputs.Sweeps, inputs.IsArm64));
        Assert.Empty(Read("--indexed none").IndexedStatuses);
    }

    static CostInputs Read(string options)
    {
        var command = new Command("cost");
        var load = new LoadOptions();
        load.AddTo(command);
        var result = command.Parse(options);
        Assert.Empty(result.Errors);
        return load.Read(result, GivenCost.Settings);
    }
}
