using Orders.Dev.Cost;
using Orders.Model;
using Orders.Operations.Terminal;

namespace Orders.Tests.Unit.Cost;

public sealed class CostReportTests
{
    [Theory]
    [InlineData(Meter.StandardRequest, 0.40)]
    [InlineData(Meter.FifoRequest, 0.50)]
    [InlineData(Meter.WriteUnit, 0.7115)]
    [InlineData(Meter.ReadUnit, 0.1423)]
    [InlineData(Meter.Invocation, 0.20)]
    [InlineData(Meter.GigabyteSecondArm64, 13.3334)]
    [InlineData(Meter.GigabyteSecondX64, 16.6667)]
    [InlineData(Meter.HttpRequest, 1.05)]
    [InlineData(Meter.Trace, 5)]
    [InlineData(Meter.CustomMetric, 300_000)]
    [InlineData(Meter.AlarmMetric, 100_000)]
    [InlineData(Meter.CompositeAlarm, 500_000)]
    [InlineData(Meter.Dashboard, 3_000_000)]
    public void A_million_costs_its_list_price(object meter, double dollars) =>
        Assert.Equal((decimal)dollars, new CostLine("", "", (Meter)meter, 1_000_000).Dollars);

    [Fact]
    public void The_total_is_the_sum_of_its_lines_and_no_count_has_two()
    {
        var report = CostReport.Of(GivenCost.Thousand(OrderStatus.Pending));

        Assert.Equal(report.Lines.Sum(static line => line.DollarsInBatches), report.TotalInBatches);
        Assert.Equal(report.Lines.Sum(static line => line.DollarsOneByOne), report.TotalOneByOne);
        Assert.Distinct(report.Lines.Select(static line => (line.Group, line.Name)));
    }

    [Fact]
    public void A_million_orders_cost_what_they_were_computed_to_by_hand()
    {
        var report = CostReport.Of(CostInputs.InFullBatches(GivenCost.Settings, 1_000_000) with { IndexedStatuses = [OrderStatus.Pending] });

        // SQS 1,559,190 × 0.40, FIFO 1,800,000 × 0.50, writes 5,000,000 × 0.7115, reads 523,360 × 0.1423, invocations 430,730 × 0.20, API 100,000 × 1.05,
        // traces 430,730 × 5, each a million; GB-seconds 750 + 3,007.3 + 375 at 0.0000133334; logs 430,730 × 1,200 B + 100,000 × 350 B at 0.67 a GB;
        // 24 metrics at 0.30, 45 metrics of alarms at 0.10, a composite alarm, and a dashboard.
        var logs = (430_730 * 1200m + 100_000 * 350m) / (1024 * 1024) * (0.67m / 1024);
        Assert.Equal(0.623676m + 0.9m + 3.5575m + 0.074474128m + 0.086146m + 0.105m + 2.15365m + 4132.3m * 0.0000133334m + logs + 7.2m + 4.5m + 0.5m + 3m, report.TotalInBatches);
    }

    [Fact]
    public void Another_way_to_write_once_costs_three_to_eight_times_the_units()
    {
        var ways = CostReport.Of(GivenCost.Thousand() with { Orders = 1_000_000 }).Alternatives;

        Assert.Equal([(0.7115m, 0.7115m), (2.1345m, 2.1345m), (2.846m, 2.846m), (3.5575m, 5.692m)], ways.Select(static way => (way.LeastDollars, way.MostDollars)));
    }

    [Fact]
    public void An_order_says_its_own_units_and_requests()
    {
        var order = PerOrder.Of(GivenCost.Thousand(OrderStatus.Pending));

        Assert.Equal((2m, 2m, 1m), (order.PlaceWriteUnits, order.FirstMoveWriteUnits, order.SecondMoveWriteUnits));
        Assert.Equal(1m, PerOrder.Of(GivenCost.Thousand()).PlaceWriteUnits);
        Assert.Equal((0.3m, 1.2m, 3m), (order.QueueRequestsInBatches, order.QueueRequestsSingleCall, order.QueueRequestsOneByOne));
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(0.0049, "<0.01")]
    [InlineData(0.005, "0.01")]
    [InlineData(0.625, "0.63")]
    [InlineData(1234.5, "1,234.50")]
    public void Money_that_rounds_to_nothing_is_not_called_nothing(double dollars, string text) => Assert.Equal(text, PlainTable.Dollars((decimal)dollars));
}
