using Orders.Dev.Cost;
using Orders.Dev.Scale;
using Orders.Model;
using Orders.Operations.Settings;
using Orders.Settings;

namespace Orders.Tests.Unit.Scale;

/// <summary>Rates computed by hand, and the settings that raise them.</summary>
public sealed class ScaleModelTests
{
    static readonly Quotas _quotas = new();

    // An order is 3 messages, a tenth of an HTTP request, 3 write units of the table, 2 of the index, and 3 events for each of 2 consumers.
    [Theory]
    // 4,000 units / 3.
    [InlineData("Table warm throughput, units/s", 4000, 4000d / 3)]
    // 10 invocations of 10 messages in 20 ms, / 3.
    [InlineData("Processor concurrency", 4, 2000d / 3)]
    [InlineData("Index warm throughput, units/s", 4000, 2000)]
    // 8 keys of 1,000 units, / 2.
    [InlineData("Index shards of one status", 8, 4000)]
    [InlineData("API throttle, requests/s", 500, 5000)]
    // 4 shards of 2 batches of 100 records in 25 ms, / 3.
    [InlineData("Stream batches at once", 4, 16_000d / 3)]
    [InlineData("Table quota, units/s", 40_000, 40_000d / 3)]
    // 9,000 requests of 10 events, / 6.
    [InlineData("FIFO requests/s of an action", 9000, 15_000)]
    [InlineData("Index quota, units/s", 40_000, 20_000)]
    // 10 a second of each of 1,000 environments: 10 orders, 10 messages, 100 records in each.
    [InlineData("Ingest invocations/s", 10_000, 100_000)]
    [InlineData("Processor invocations/s", 10_000, 100_000d / 3)]
    [InlineData("Notifier invocations/s", 10_000, 1_000_000d / 3)]
    // 10,000 requests of 10 orders.
    [InlineData("API requests/s of the account", 10_000, 100_000)]
    // An order takes 0.1 × 15 ms + 0.3 × 20 ms + 0.03 × 25 ms = 8.25 ms.
    [InlineData("Lambda concurrency", 1000, 1000 / 0.00825)]
    // 120,000 events for 100 ms, / 3.
    [InlineData("Events in flight of a consumer", 120_000, 400_000)]
    // 1,000 environments of 15 ms, 10 orders each.
    [InlineData("New Ingest environments in 10 s", 1000, 1000 / 0.0015)]
    // 120,000 messages for 20 ms, / 3.
    [InlineData("Messages in flight on orders", 120_000, 2_000_000)]
    public void A_limit_is_reached_at_the_rate_that_is_computed_by_hand(string name, double value, double ordersPerSecond)
    {
        var limit = (GivenScale.Load, _quotas).Limit(name);

        Assert.Equal(value, limit.Value);
        Assert.Equal(ordersPerSecond, limit.OrdersPerSecond, tolerance: ordersPerSecond * 1e-9);
    }

    [Fact]
    public void The_first_row_breaks_first_and_every_row_names_its_page()
    {
        var limits = new ScaleModel(GivenScale.Load, _quotas).Limits();

        Assert.Equal(17, limits.Count);
        Assert.Equal(limits.Select(static limit => limit.OrdersPerSecond).Order(), limits.Select(static limit => limit.OrdersPerSecond));
        Assert.Distinct(limits.Select(static limit => limit.Limit));
        Assert.All(limits, static limit => Assert.NotEmpty(limit.Source));
    }

    [Fact]
    public void Pollers_are_limited_by_receives_by_bytes_and_by_slow_invocations()
    {
        var quotas = _quotas with { MaxPollers = 30 };
        double Rate(CostInputs load) => (load, quotas).Limit("Processor pollers").OrdersPerSecond;

        // 10 receives of 10 messages, / 3.
        Assert.Equal(30 * 100d / 3, Rate(GivenScale.Load), 6);
        // 1 MiB of messages of 20,480 bytes: 51.2.
        Assert.Equal(30 * 51.2 / 3, Rate(GivenScale.Load with { MessageBytes = 20_480 }), 6);
        // 10 invocations of 10 messages in 2 s: 50.
        Assert.Equal(30 * 50d / 3, Rate(GivenScale.Load with { ProcessorMs = 2000 }), 6);
        Assert.DoesNotContain(new ScaleModel(GivenScale.Load, quotas).Limits(), static limit => limit.Limit == "Processor concurrency");
    }

    [Fact]
    public void Reserved_concurrency_limits_its_function_and_leaves_the_others_less()
    {
        var settings = GivenScale.Load.Settings;
        var load = GivenScale.Load with { Settings = settings with { Ingest = settings.Ingest with { ReservedConcurrency = 100 } } };

        Assert.Equal(10_000, (load, _quotas).Limit("Ingest invocations/s").OrdersPerSecond, 6);
        Assert.Equal("ingest.reserved_concurrency", (load, _quotas).Limit("Ingest invocations/s").RaisedBy);
        // 900 environments for the 6.75 ms of the other two.
        Assert.Equal(900 / 0.00675, (load, _quotas).Limit("Lambda concurrency").OrdersPerSecond, 6);
    }

    [Fact]
    public void Invocations_of_over_100_ms_are_limited_by_their_time() =>
        // 1,000 environments, 5 a second each.
        Assert.Equal(5000, (GivenScale.Load with { IngestMs = 200 }, _quotas).Limit("Ingest invocations/s").Value);

    [Theory]
    // The busier of the indexed statuses decides: PENDING and PROCESSING write 2 entries an order each, COMPLETED 1.
    [InlineData(4000, OrderStatus.Pending, OrderStatus.Processing)]
    [InlineData(4000, OrderStatus.Pending, OrderStatus.Completed)]
    [InlineData(8000, OrderStatus.Completed)]
    public void Each_indexed_status_has_its_own_shards(double ordersPerSecond, params OrderStatus[] indexed) =>
        Assert.Equal(ordersPerSecond, (GivenScale.Load with { IndexedStatuses = indexed }, _quotas).Limit("Index shards of one status").OrdersPerSecond, 6);

    [Fact]
    public void A_load_without_HTTP_index_or_events_does_not_meet_their_limits()
    {
        var settings = GivenScale.Load.Settings;
        var load = GivenScale.Load with
        {
            OrdersOverHttp = 0,
            IndexedStatuses = [],
            Settings = settings with { Consumers = [settings.Consumers[0] with { Types = ["orders.removed.v1"] }] },
        };

        var names = new ScaleModel(load, _quotas).Limits().Select(static limit => limit.Limit).ToList();

        Assert.DoesNotContain(names, static name => name.Contains("API", StringComparison.Ordinal) || name.Contains("Ingest", StringComparison.Ordinal)
            || name.Contains("Index", StringComparison.Ordinal) || name.Contains("FIFO", StringComparison.Ordinal) || name.Contains("consumer", StringComparison.Ordinal));
        Assert.Equal(8, names.Count);
    }

    [Fact]
    public void Deployments_share_the_quotas_of_the_account_only()
    {
        var (one, four) = (new ScaleModel(GivenScale.Load, _quotas).Limits(), new ScaleModel(GivenScale.Load, _quotas with { Deployments = 4 }).Limits());
        string[] shared =
        [
            "API requests/s of the account", "Lambda concurrency", "Ingest invocations/s", "Processor invocations/s", "Notifier invocations/s", "FIFO requests/s of an action",
        ];

        Assert.All(one, limit => Assert.Equal(limit.OrdersPerSecond * (shared.Contains(limit.Limit) ? 1 : 4), four.Single(other => other.Limit == limit.Limit).OrdersPerSecond, 3));
    }

    // Each with all settings at their defaults, at their highest values, and with other batches, so that every text of RaisedBy appears.
    public static TheoryData<string> Situations => [.. _situations.Keys];

    [Theory]
    [MemberData(nameof(Situations))]
    public void What_a_row_names_raises_its_rate(string situation)
    {
        var (load, quotas) = _situations[situation];
        Assert.All(new ScaleModel(load, quotas).Limits(), limit =>
        {
            var (raised, raisedQuotas) = _raise[limit.RaisedBy](load, quotas);
            var after = new ScaleModel(raised, raisedQuotas).Limits();
            // Pollers replace the concurrency.
            var name = limit.Limit == "Processor concurrency" && raisedQuotas.MaxPollers > 0 ? "Processor pollers" : limit.Limit;
            Assert.True(after.Single(other => other.Limit == name).OrdersPerSecond > limit.OrdersPerSecond * 1.001, $"{limit.RaisedBy} does not raise {limit}");
        });
    }

    [Fact]
    public void Every_way_to_raise_a_rate_is_named_by_some_row() =>
        Assert.Equal(_raise.Keys.Order(), _situations.Values.SelectMany(static given => new ScaleModel(given.Load, given.Quotas).Limits()).Select(static limit => limit.RaisedBy).Distinct().Order());

    [Fact]
    public void Pollers_are_named_only_if_they_raise_the_rate()
    {
        // 2,000 pollers of 10 receives: 200,000 messages a second, and 1,000 invocations of 10 messages in 20 ms: 500,000.
        Assert.Equal("another deployment (prefix)", (With(static settings => settings with { Processor = settings.Processor with { MaximumConcurrency = 1000 } }), _quotas).Limit("Processor concurrency").RaisedBy);
        Assert.Equal("processor_pollers.maximum", (_situations["slow"].Load, _quotas).Limit("Processor concurrency").RaisedBy);
    }

    static readonly Dictionary<string, (CostInputs Load, Quotas Quotas)> _situations = new()
    {
        ["defaults"] = (GivenScale.Load, _quotas),
        ["highest settings"] = (
            With(static settings => settings with
            {
                Table = settings.Table with { IndexShards = TableSettings.MaxIndexShards },
                Processor = settings.Processor with { MaximumConcurrency = 1000 },
                Notifier = settings.Notifier with { ParallelizationFactor = 10 },
            }),
            _quotas),
        ["slow"] = (With(static settings => settings with { Processor = settings.Processor with { MaximumConcurrency = 1000 } }) with { ProcessorMs = 200 }, _quotas),
        ["pollers"] = (GivenScale.Load, _quotas with { MaxPollers = 200 }),
        ["all pollers"] = (GivenScale.Load, _quotas with { MaxPollers = ScaleModel.MaxPollers, Deployments = 3 }),
        ["reserved"] = (
            With(static settings => settings with
            {
                Ingest = settings.Ingest with { ReservedConcurrency = 100 },
                Processor = settings.Processor with { ReservedConcurrency = 100, MaximumBatchingWindowSeconds = 1 },
                Notifier = settings.Notifier with { ReservedConcurrency = 100 },
            }),
            _quotas),
        ["one by one"] = (GivenScale.Load.OneByOne(), _quotas),
    };

    static readonly Dictionary<string, Func<CostInputs, Quotas, (CostInputs, Quotas)>> _raise = new()
    {
        ["api_throttling.rate_limit"] = static (load, quotas) => (load, quotas with { ApiRequests = quotas.ApiRequests * 2 }),
        ["quota: API Gateway requests"] = static (load, quotas) => (load, quotas with { AccountApiRequests = quotas.AccountApiRequests * 2 }),
        ["quota: Lambda concurrency"] = static (load, quotas) => (load, quotas with { AccountConcurrency = quotas.AccountConcurrency * 2 }),
        ["quota: DynamoDB units of a table"] = static (load, quotas) => (load, quotas with { TableUnits = quotas.TableUnits * 2 }),
        ["quota: SQS FIFO requests"] = static (load, quotas) => (load, quotas with { FifoRequests = quotas.FifoRequests * 2 }),
        ["quota: SQS messages in flight"] = static (load, quotas) => (load, quotas with { InFlight = quotas.InFlight * 2 }),
        ["warm throughput"] = static (load, quotas) => (load, quotas with { WarmUnits = quotas.WarmUnits * 2 }),
        ["another deployment (prefix)"] = static (load, quotas) => (load, quotas with { Deployments = quotas.Deployments + 1 }),
        // Up to its maximum: what a user can set.
        ["processor_pollers.maximum"] = static (load, quotas) => (load, quotas with { MaxPollers = ScaleModel.MaxPollers }),
        ["processor.maximum_concurrency"] = static (load, quotas) => (Edit(load, static settings => settings with { Processor = settings.Processor with { MaximumConcurrency = 1000 } }), quotas),
        ["table.index_shards"] = static (load, quotas) => (Edit(load, static settings => settings with { Table = settings.Table with { IndexShards = TableSettings.MaxIndexShards } }), quotas),
        ["notifier.parallelization_factor"] = static (load, quotas) => (Edit(load, static settings => settings with { Notifier = settings.Notifier with { ParallelizationFactor = 10 } }), quotas),
        ["ingest.reserved_concurrency"] = static (load, quotas) => (Edit(load, static settings => settings with { Ingest = settings.Ingest with { ReservedConcurrency = 200 } }), quotas),
        ["processor.reserved_concurrency"] = static (load, quotas) => (Edit(load, static settings => settings with { Processor = settings.Processor with { ReservedConcurrency = 200 } }), quotas),
        ["notifier.reserved_concurrency"] = static (load, quotas) => (Edit(load, static settings => settings with { Notifier = settings.Notifier with { ReservedConcurrency = 200 } }), quotas),
    };

    static CostInputs With(Func<PipelineSettings, PipelineSettings> edit) => Edit(GivenScale.Load, edit);

    static CostInputs Edit(CostInputs load, Func<PipelineSettings, PipelineSettings> edit) => load with { Settings = edit(load.Settings) };
}
