using Microsoft.Extensions.Time.Testing;
using Orders.Local.Mappings;

namespace Orders.Tests.Unit.Local;

public sealed class MappingSwitchTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_turn_that_has_begun_ends_before_the_mapping_is_disabled_and_no_other_begins()
    {
        var mapping = new MappingSwitch(_time);
        var turn = await mapping.BeginAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1));

        mapping.Set(isEnabled: false);
        var next = mapping.BeginAsync(CancellationToken.None);
        Assert.Equal(("Disabling", false, _time.GetUtcNow()), (mapping.State, next.IsCompleted, mapping.LastModified));
        turn.Dispose();
        Assert.Equal(("Disabled", false), (mapping.State, next.IsCompleted));

        mapping.Set(isEnabled: true);
        using var resumed = await next;
        Assert.Equal("Enabled", mapping.State);
    }

    [Fact]
    public void To_set_it_as_it_is_changes_nothing()
    {
        var mapping = new MappingSwitch(_time);
        var begin = mapping.LastModified;
        _time.Advance(TimeSpan.FromMinutes(1));
        mapping.Set(isEnabled: true);

        Assert.Equal(begin, mapping.LastModified);
    }

    [Fact]
    public async Task A_turn_that_waits_ends_with_the_mapping()
    {
        var mapping = new MappingSwitch(_time);
        mapping.Set(isEnabled: false);
        using var stop = new CancellationTokenSource();
        var waiting = mapping.BeginAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
