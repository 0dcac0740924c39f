using CsCheck;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Terminal;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class PacerTests
{
    [Fact]
    public void The_rate_is_kept_from_both_sides_whatever_the_rate() => Gen.Double[0.1, 5_000].Sample(
        rate =>
        {
            var time = new InstantTime(Given.Now);
            var start = time.GetTimestamp();
            var pacer = new Pacer(rate, time);
            var sent = 0;
            while (sent < 200)
            {
                Assert.True(pacer.WaitAsync(pacer.PortionSize, Given.Token).IsCompletedSuccessfully);
                sent += pacer.PortionSize;
            }

            // The last portion goes at its beginning.
            var expected = (sent - pacer.PortionSize) / rate;
            Assert.InRange(time.GetElapsedTime(start).TotalSeconds, expected * 0.999 - 0.001, expected * 1.001 + 0.001);
        },
        iter: 10_000);

    [Fact]
    public void A_stall_is_made_up_for_without_a_burst()
    {
        var time = new InstantTime(Given.Now);
        var pacer = new Pacer(100, time);
        _ = pacer.WaitAsync(10, Given.Token);
        time.Advance(TimeSpan.FromSeconds(1));
        var start = time.GetTimestamp();

        // What is late by a second is made up for in 25 seconds, at 104 a second; from then on it is 100 again.
        Assert.Equal(104, Sent(25) / 25.0, 0.5);
        Assert.Equal(100, Sent(50) / 50.0, 0.5);

        int Sent(double seconds)
        {
            var (from, sent) = (time.GetElapsedTime(start).TotalSeconds, 0);
            for (; time.GetElapsedTime(start).TotalSeconds < from + seconds; sent += 10)
            {
                _ = pacer.WaitAsync(10, Given.Token);
            }

            return sent;
        }
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(9, 1)]
    [InlineData(45, 2)]
    [InlineData(100, 5)]
    [InlineData(5000, 10)]
    public void Slow_rates_go_in_small_portions(double rate, int size) => Assert.Equal(size, new Pacer(rate, TimeProvider.System).PortionSize);

    [Fact]
    public void Steps_and_waves_have_every_message_once_and_in_order() =>
        Gen.Int[0, 3].Array[0, 700].Sample(
            groups =>
            {
                var messages = groups.Select(static (group, place) => (Group: $"g{group}", Place: place)).ToList();
                var waves = Waves.Of(messages, static message => message.Group).ToList();
                Assert.Equal(messages.Order(), waves.SelectMany(static wave => wave).Order());
                Assert.All(waves, static wave => Assert.Equal(wave.Count, wave.DistinctBy(static message => message.Group).Count()));
                foreach (var group in waves.SelectMany(static wave => wave).GroupBy(static message => message.Group))
                {
                    Assert.Equal(group.Order(), group);
                }
            },
            iter: 10_000);
}
