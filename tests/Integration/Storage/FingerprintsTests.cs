using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Storage;

public sealed class FingerprintsTests(EmulatorFixture emulators)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_fingerprints_of_more_orders_than_a_request_takes_are_read_and_those_of_unknown_orders_left_out(bool consistent)
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var orders = Enumerable.Range(0, 130).Select(static n => Given.Order(owner: $"owner-{n % 3}", content: Given.Content(quantity: n + 1))).ToList();
        await store.PlaceAsync(orders);

        var found = await store.Fingerprints.ReadAsync(
            [.. orders.Select(static order => order.Id), orders[0].Id, Given.Order().Id], consistent, Given.Token);

        Assert.Equal(orders.Count, found.Count);
        Assert.All(orders, order => Assert.Equal(Fingerprint.Of(order), found[order.Id]));
    }
}
