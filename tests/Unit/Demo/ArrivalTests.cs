using Orders.Dev.Demo;
using Orders.Model;

namespace Orders.Tests.Unit.Demo;

public sealed class ArrivalTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    readonly OrderId[] _ids = [.. Enumerable.Range(0, 250).Select(static index => OrderId.FromKey("demo", $"{index}"))];
    readonly Dictionary<OrderId, int> _there = [];

    [Fact]
    public async Task It_ends_when_each_order_has_come_to_its_version()
    {
        foreach (var id in _ids)
        {
            _there[id] = 3;
        }

        Assert.Empty(await WaitAsync(version: 3));
    }

    [Fact]
    public async Task What_has_not_come_when_nothing_moves_any_more_is_named()
    {
        foreach (var id in _ids[..200])
        {
            _there[id] = 2;
        }

        _there[_ids[200]] = 1;
        Assert.Equal(_ids[200..], await WaitAsync(version: 2));
    }

    Task<IReadOnlyCollection<OrderId>> WaitAsync(int version) =>
        new Arrival((ids, _) => Task.FromResult<IReadOnlyDictionary<OrderId, int>>(_there.Where(order => ids.Contains(order.Key)).ToDictionary()), TimeSpan.FromMilliseconds(1), TimeProvider.System)
            .WaitAsync(_ids.ToDictionary(static id => id, _ => version), Patience, static _ => { }, TestContext.Current.CancellationToken);
}
