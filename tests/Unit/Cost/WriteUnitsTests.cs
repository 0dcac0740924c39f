using System.Text.Json;
using Orders.Dev.Cost;

namespace Orders.Tests.Unit.Cost;

/// <summary>Units of one change, from the images of its stream record.</summary>
public sealed class WriteUnitsTests
{
    const string Pending = "PENDING#5";

    [Fact]
    public void A_new_row_is_a_unit_and_an_entry_where_it_is_indexed()
    {
        Assert.Equal(new WriteUnits(1, 0), Units(null, Image(100, shard: null)));
        Assert.Equal(new WriteUnits(1, 1), Units(null, Image(100, Pending)));
    }

    [Fact]
    public void A_change_is_billed_by_the_larger_image()
    {
        Assert.Equal(new WriteUnits(3, 0), Units(Image(2500, null), Image(100, null)));
        Assert.Equal(new WriteUnits(3, 0), Units(Image(100, null), Image(2500, null)));
    }

    [Fact]
    public void An_entry_that_goes_comes_stays_or_moves_is_billed_by_its_own_size()
    {
        Assert.Equal(new WriteUnits(2, 1), Units(Image(100, Pending), Image(1500, null)));
        Assert.Equal(new WriteUnits(2, 2), Units(Image(100, null), Image(1500, Pending)));
        Assert.Equal(new WriteUnits(2, 2), Units(Image(100, Pending), Image(1500, Pending)));
        // Another key is one entry out and one in.
        Assert.Equal(new WriteUnits(2, 3), Units(Image(100, Pending), Image(1500, "PROCESSING#5")));
    }

    [Fact]
    public void A_removal_is_billed_by_what_was_there() => Assert.Equal(new WriteUnits(2, 2), Units(Image(1500, Pending), null));

    [Theory]
    [InlineData(1024, 1)]
    [InlineData(1025, 2)]
    public void Each_started_KB_counts(int bytes, int units)
    {
        // One name of a byte, and the rest.
        Assert.Equal(new WriteUnits(units, 0), Units(null, $$"""{"a":{"S":"{{new string('x', bytes - 1)}}"} }"""));
    }

    static string Image(int bytes, string? shard) =>
        $$"""{"a":{"S":"{{new string('x', bytes)}}"},"created_at":{"S":"2026-11-24"}{{(shard is null ? "" : $",\"status_shard\":{{\"S\":\"{shard}\"}}")}} }""";

    static WriteUnits Units(string? before, string? after)
    {
        string?[] images = [before is null ? null : $"\"OldImage\":{before}", after is null ? null : $"\"NewImage\":{after}"];
        using var json = JsonDocument.Parse($$"""{"dynamodb":{ {{string.Join(',', images.Where(static image => image is not null))}} } }""");
        return WriteUnits.Of(json.RootElement);
    }
}
