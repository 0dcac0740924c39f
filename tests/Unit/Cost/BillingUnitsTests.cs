using Orders.Dev.Cost;

namespace Orders.Tests.Unit.Cost;

public sealed class BillingUnitsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(65_536, 1)]
    [InlineData(65_537, 2)]
    [InlineData(1_048_576, 16)]
    public void Each_started_64_KB_of_a_request_to_SQS_is_one_request(int bytes, int requests) => Assert.Equal(requests, BillingUnits.SqsRequests(bytes));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(524_288, 1)]
    [InlineData(524_289, 2)]
    public void Each_started_512_KB_of_a_request_to_the_API_is_one_request(int bytes, int requests) => Assert.Equal(requests, BillingUnits.HttpRequests(bytes));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1024, 1)]
    [InlineData(1025, 2)]
    [InlineData(409_600, 400)]
    public void Each_started_KB_that_is_written_is_one_unit(int bytes, int units) => Assert.Equal(units, BillingUnits.WriteUnits(bytes));

    [Theory]
    [InlineData(0, 1, 0.5)]
    [InlineData(4096, 1, 0.5)]
    [InlineData(4097, 2, 1)]
    public void Each_started_4_KB_that_is_read_is_one_unit_and_half_of_it_where_it_may_be_stale(int bytes, double consistent, double eventual)
    {
        Assert.Equal((decimal)consistent, BillingUnits.ReadUnits(bytes, consistent: true));
        Assert.Equal((decimal)eventual, BillingUnits.ReadUnits(bytes, consistent: false));
    }

    [Theory]
    // Messages, bytes each, requests: ten a request at most, each rounded up by itself.
    [InlineData(1, 400, 1)]
    [InlineData(10, 400, 1)]
    [InlineData(11, 400, 2)]
    [InlineData(50, 400, 5)]
    [InlineData(10, 6554, 2)]
    [InlineData(11, 6554, 3)]
    [InlineData(10, 6553, 1)]
    public void A_send_has_ten_messages_at_most(int messages, int bytes, int requests) => Assert.Equal(requests, BillingUnits.SendRequests(messages, bytes));
}
