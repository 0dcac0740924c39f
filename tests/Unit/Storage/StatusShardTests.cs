using CsCheck;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Storage;

public sealed class StatusShardTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Orders_spread_evenly_over_the_shards(bool keyed)
    {
        const int orders = 10_000;
        var settings = Given.Table with { IndexShards = 10 };
        var random = new Random(7);
        var counts = Enumerable.Range(0, orders)
            .Select(i => keyed ? OrderId.FromKey("queue", $"key-{i}") : OrderId.Create(Given.Now, random.NextBytes))
            .CountBy(id => StatusShard.Of(id, OrderStatus.Pending, settings)!)
            .ToDictionary();

        Assert.Equal(StatusShard.All(OrderStatus.Pending, settings).Order(), counts.Keys.Order());
        // Five standard deviations of a fair spread are 150.
        Assert.All(counts.Values, static count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void A_status_that_is_not_indexed_has_no_shard() =>
        Assert.Null(StatusShard.Of(OrderId.FromKey("queue", "key-1"), OrderStatus.Processing, Given.Table));

    [Fact]
    public void An_order_stays_in_its_shard_and_every_shard_is_listed() => Gen.Select(Gen.Guid, Gen.Int[1, 64]).Sample(
        static (guid, shards) =>
        {
            var settings = Given.Table with { IndexShards = shards };
            var shard = StatusShard.Of(new OrderId(guid), OrderStatus.Pending, settings);
            return shard == StatusShard.Of(new OrderId(guid), OrderStatus.Pending, settings)
                && StatusShard.All(OrderStatus.Pending, settings).Contains(shard);
        },
        iter: 10_000);
}
