using CsCheck;
using Orders.Queues;

namespace Orders.Tests.Unit.Queues;

public sealed class RedeliveryDelayTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(9, 512)]
    [InlineData(10, 900)]
    [InlineData(11, 900)]
    [InlineData(int.MaxValue, 900)]
    public void The_middle_doubles_with_each_delivery_up_to_its_cap(int receiveCount, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RedeliveryDelay.After(receiveCount, 0.5));

    [Theory]
    [InlineData(0.0, 256)]
    [InlineData(0.25, 384)]
    [InlineData(0.999, 767)]
    public void The_delay_is_spread_from_half_to_one_and_a_half_of_the_middle(double random, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RedeliveryDelay.After(9, random));

    [Fact]
    public void Every_delay_keeps_its_bounds_and_SQS_takes_it() => Gen.Select(Gen.Int[-5, 2000], Gen.Double[0, 0.999999999]).Sample(
        static (receiveCount, random) =>
        {
            var middle = Math.Min(2 * Math.Pow(2, Math.Clamp(receiveCount - 1, 0, 16)), 900);
            var seconds = RedeliveryDelay.After(receiveCount, random).TotalSeconds;
            return seconds == Math.Floor(seconds)
                && seconds >= Math.Max(1, Math.Floor(middle * 0.5)) && seconds <= Math.Ceiling(middle * 1.5)
                && seconds <= SqsLimits.VisibilityTimeout.TotalSeconds;
        },
        iter: 10_000);

    [Fact]
    public void Messages_that_fail_together_do_not_come_again_together()
    {
        var random = new Random(3);
        var delays = Enumerable.Range(0, 200).Select(_ => RedeliveryDelay.After(8, random.NextDouble())).ToList();
        Assert.InRange(delays.Distinct().Count(), 80, 200);
        Assert.InRange(delays.Average(static delay => delay.TotalSeconds), 236, 276);
    }
}
