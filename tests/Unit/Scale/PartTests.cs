using Orders.Dev.Scale;

namespace Orders.Tests.Unit.Scale;

/// <summary>The parts of the simulation, each by itself.</summary>
public sealed class PartTests
{
    [Fact]
    public void A_mapping_begins_with_five_and_adds_300_a_minute_up_to_its_maximum()
    {
        var mapping = new Mapping(GivenScale.Settings.WithConcurrency(1000));

        Assert.Equal((5, ScaleLimit.PollersGrowth), (mapping.Now, mapping.Limit));
        Pass(60, mapping.Grow);
        Assert.Equal(305, mapping.Now, precision: 6);
        Pass(600, mapping.Grow);
        Assert.Equal((1000, ScaleLimit.Pollers), (mapping.Now, mapping.Limit));
        Assert.Equal(2, new Mapping(GivenScale.Settings.WithConcurrency(2)).Now);
    }

    [Fact]
    public void Provisioned_pollers_are_ready_and_add_a_thousand_a_minute()
    {
        var mapping = new Mapping(GivenScale.Settings with { ReadyPollers = 20, MostPollers = 2000 });

        Assert.Equal(200, mapping.Now);
        Pass(60, mapping.Grow);
        Assert.Equal(1200, mapping.Now, precision: 6);
        Pass(3600, mapping.Grow);
        Assert.Equal(20_000, mapping.Now);
    }

    [Fact]
    public void A_table_takes_twice_its_peak_after_half_an_hour()
    {
        var units = new OnDemandUnits(4000);

        Pass(1799, () => units.Use(4000));
        Assert.Equal((4000, 4), (units.Now, units.Partitions));
        units.Use(4000);
        Assert.Equal((8000, 8), (units.Now, units.Partitions));
        // It was not used up: twice what was is no more than there is.
        Pass(1800, () => units.Use(3000));
        Assert.Equal((8000, 8), (units.Now, units.Partitions));
    }

    [Fact]
    public void A_hot_partition_of_the_index_is_split_between_its_keys_and_one_key_never()
    {
        var index = new IndexPartitions(8, 1);

        Assert.Equal((1000, ScaleLimit.IndexPartitions), (index.Most, index.Limit));
        Pass(299, () => index.Pass(isFull: true));
        Assert.Equal(1000, index.Most);
        index.Pass(isFull: true);
        Assert.Equal(2000, index.Most);
        Pass(600, () => index.Pass(isFull: true));
        Assert.Equal((8000, ScaleLimit.IndexKeys), (index.Most, index.Limit));
        Pass(6000, () => index.Pass(isFull: true));
        Assert.Equal(8000, index.Most);
    }

    [Fact]
    public void A_partition_that_is_not_full_all_the_time_stays()
    {
        var index = new IndexPartitions(2, 1);

        Pass(299, () => index.Pass(isFull: true));
        index.Pass(isFull: false);
        Pass(299, () => index.Pass(isFull: true));

        Assert.Equal(1000, index.Most);
    }

    [Fact]
    public void A_function_has_a_thousand_environments_at_once_and_a_hundred_more_each_second()
    {
        var environments = new Environments();

        Assert.Equal(1000, environments.Most);
        environments.Use(1000);
        Assert.Equal(1100, environments.Most);
        environments.Use(500);
        Assert.Equal(1200, environments.Most);
    }

    [Fact]
    public void A_bucket_takes_its_burst_and_then_its_rate()
    {
        var bucket = new TokenBucket(500, 1000);

        bucket.Take(1000);
        Assert.Equal(0, bucket.Left);
        bucket.Refill();
        Assert.Equal(500, bucket.Left);
        Pass(10, bucket.Refill);
        Assert.Equal(1000, bucket.Left);
    }

    [Fact]
    public void The_oldest_goes_first_and_tells_how_long_it_waited()
    {
        var waiting = new Waiting();
        waiting.Add(0, 10);
        waiting.Add(3, 10);

        Assert.Equal(4, waiting.Age(4));
        Assert.Equal(10, waiting.Take(10));
        Assert.Equal(1, waiting.Age(4));
        Assert.Equal(4, waiting.Take(4));
        Assert.Equal((1, 6), (waiting.Age(4), waiting.Count));
        Assert.Equal(6, waiting.Take(100));
        Assert.Equal((0, 0, 20, 20), (waiting.Age(4), waiting.Count, waiting.Come, waiting.Gone));
    }

    static void Pass(int seconds, Action second)
    {
        for (var i = 0; i < seconds; i++)
        {
            second();
        }
    }
}
