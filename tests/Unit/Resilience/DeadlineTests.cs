using Orders.Resilience;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Resilience;

public sealed class DeadlineTests
{
    private readonly InstantTime _time = new(Given.Now);

    [Theory]
    [InlineData(30, 3, 27)]
    [InlineData(10, 5, 5)]
    [InlineData(4, 3, 2)]
    [InlineData(1, 3, 0.5)]
    public void The_usable_time_is_what_is_left_less_a_margin_of_at_most_half(double remaining, double margin, double usable)
    {
        using var deadline = new Deadline(TimeSpan.FromSeconds(remaining), TimeSpan.FromSeconds(margin), _time);
        _time.Advance(TimeSpan.FromSeconds(usable) - TimeSpan.FromMilliseconds(1));
        Assert.False(deadline.Token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Without_time_left_it_is_over_at_once(double remaining)
    {
        using var deadline = new Deadline(TimeSpan.FromSeconds(remaining), TimeSpan.FromSeconds(3), _time);
        Assert.True(deadline.Token.IsCancellationRequested);
    }
}
