using System.Text.Json;
using Orders.Operations.Doctor.Checks;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Settings;
using Orders.Tests.Unit.Cost;

namespace Orders.Tests.Unit.Doctor;

public sealed class AccountConcurrencyTests
{
    // A new account has a quota of 10, and an on-demand table starts with four shards.
    [Fact]
    public void The_settings_of_the_repository_leave_some_for_Ingest_in_a_new_account() =>
        Assert.Equal((Verdict.Sound, "2 of 10 unreserved (quota 10); orders-processor may use 4, orders-notifier 4 (4 shards × 1)"), Of(GivenCost.RepositorySettings, new(10, 10), 4));

    [Theory]
    [InlineData(8, 1, 4, false)]
    [InlineData(9, 1, 5, false)]
    [InlineData(9, 2, 4, false)]
    [InlineData(9, 1, 4, true)]
    public void What_the_processor_and_the_notifier_may_use_must_be_less_than_what_is_there(int unreserved, int factor, int shards, bool isEnough)
    {
        var settings = GivenCost.RepositorySettings;
        settings = settings with { Notifier = settings.Notifier with { ParallelizationFactor = factor } };

        Assert.Equal(isEnough ? Verdict.Sound : Verdict.Broken, Of(settings, new(1000, unreserved), shards).Verdict);
    }

    [Fact]
    public void Reserved_concurrency_is_nobody_elses()
    {
        var settings = GivenCost.RepositorySettings;
        var own = settings with { Processor = settings.Processor with { ReservedConcurrency = 100 }, Notifier = settings.Notifier with { ReservedConcurrency = 100 } };

        Assert.Equal(Verdict.Sound, Of(own, new(1000, 1), 4).Verdict);
        Assert.Empty(new AccountConcurrency().Look(Deployment(settings with { Ingest = settings.Ingest with { ReservedConcurrency = 10 } }, new(10, 0), 4)));
    }

    private static (Verdict Verdict, string Found) Of(PipelineSettings settings, ConcurrencyQuota quota, int shards)
    {
        var finding = Assert.Single(new AccountConcurrency().Look(Deployment(settings, quota, shards)));
        return (finding.Verdict, finding.Found);
    }

    private static DeployedPipeline Deployment(PipelineSettings settings, ConcurrencyQuota quota, int shards) => new()
    {
        Place = "eu-west-1",
        Settings = settings,
        Queues = new Dictionary<string, DeployedQueue>(),
        Functions = new Dictionary<string, JsonElement>(),
        Mappings = Array.Empty<JsonElement>().ToLookup(static _ => ""),
        Concurrency = quota,
        OpenShards = shards,
    };
}
