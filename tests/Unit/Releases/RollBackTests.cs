using Orders.Operations.Audit;
using Orders.Operations.Failures;
using Orders.Operations.Releases;
using Orders.Tests.Unit.Cost;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Releases;

public sealed class RollBackTests : IDisposable
{
    private const string First = "aaaaaaa1";
    private const string Second = "bbbbbbb2";
    private const string Third = "ccccccc3";
    private readonly FakeLambda _lambda = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-rollback-").FullName;

    private string Audit => Path.Combine(_folder, "audit.ndjson");

    [Fact]
    public async Task Every_function_goes_back_by_one_release_and_Ingest_goes_first()
    {
        Released(3, First, Second, Third);

        var report = await RunAsync();

        Assert.Equal(["orders-ingest 2", "orders-processor 2", "orders-notifier 2"], _lambda.Moves);
        Assert.Contains("released_versions = { ingest = \"2\", processor = \"2\", notifier = \"2\" }", report.ToText(), StringComparison.Ordinal);
        Assert.Contains($"orders-ingest: version 3 (release {Third}) → version 2 (release {Second}), done", report.ToText(), StringComparison.Ordinal);
        Assert.Equal(
            ["rollback orders-ingest begun", "rollback orders-ingest changed", "rollback orders-processor begun", "rollback orders-processor changed", "rollback orders-notifier begun", "rollback orders-notifier changed"],
            File.ReadAllLines(Audit).Select(static line => AuditLine.Read(line)!).Select(static line => $"{line.Action} {line.Queue} {line.Result}"));
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        Released(2, First, Second);

        var plan = await PlanAsync();

        Assert.Empty(_lambda.Moves);
        Assert.Contains("Nothing was changed. Use --yes to move the aliases.", plan.ToText(), StringComparison.Ordinal);
        Assert.Contains("\"result\":\"dry_run\"", plan.ToJson(), StringComparison.Ordinal);
        Assert.StartsWith("In account 123456789012, eu-west-1:\n", plan.Question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_roll_back_goes_to_the_release_before()
    {
        Released(2, First, Second, Third);

        await RunAsync();

        Assert.Equal(["orders-ingest 1", "orders-processor 1", "orders-notifier 1"], _lambda.Moves);
    }

    // A setting of the role alone publishes a version of the same release.
    [Fact]
    public async Task Versions_of_the_live_release_are_passed_over()
    {
        Released(3, First, Second, Second);

        await RunAsync();

        Assert.Equal(["orders-ingest 1", "orders-processor 1", "orders-notifier 1"], _lambda.Moves);
    }

    [Fact]
    public async Task After_a_deployment_that_failed_part_way_only_what_has_the_new_release_goes_back()
    {
        Released(1, First);
        _lambda.Add("orders-notifier", 2, First, Second);

        await RunAsync();

        Assert.Equal(["orders-notifier 1"], _lambda.Moves);
    }

    [Fact]
    public async Task One_function_alone_goes_back_and_the_pin_names_all_that_are_behind()
    {
        Released(3, First, Second, Third);
        _lambda.Add("orders-ingest", 2, First, Second, Third);

        var report = await RunAsync(["processor"]);

        Assert.Equal(["orders-processor 2"], _lambda.Moves);
        Assert.Equal([("ingest", "2"), ("processor", "2")], report.Pins);
    }

    [Fact]
    public async Task A_canary_ends_and_the_live_version_stays()
    {
        Released(1, First, Second);
        _lambda["orders-ingest"].Canary = 2;

        var report = await RunAsync();

        Assert.Equal(["orders-ingest 1"], _lambda.Moves);
        Assert.Null(_lambda["orders-ingest"].Canary);
        Assert.Contains($"version 1 (release {First}) and its canary, version 2 (release {Second}), → version 1", report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_release_is_reached_by_name_and_the_Notifier_goes_first()
    {
        Released(1, First, Second);

        var report = await RunAsync([], Second);

        Assert.Equal(["orders-notifier 2", "orders-processor 2", "orders-ingest 2"], _lambda.Moves);
        Assert.Empty(report.Pins);
        Assert.Contains("Remove released_versions", report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_live_release_is_no_roll_back()
    {
        Released(2, First, Second);

        var plan = await PlanAsync([], Second);

        Assert.Equal("These versions are live already in account 123456789012, eu-west-1. Nothing was changed.", plan.ToText());
    }

    [Theory]
    [InlineData(1, null, 70, "orders-ingest has no release before version 1 (release aaaaaaa1): there is nothing to roll back to.")]
    [InlineData(2, "ddddddd4", 64, "--to must be a release of orders-ingest: bbbbbbb2, aaaaaaa1.")]
    [InlineData(0, null, 70, "orders-ingest has no alias live in this account and region: check --region, --prefix and --endpoint, or apply a release that has aliases first.")]
    public async Task What_cannot_be_rolled_back_says_why(int live, string? to, int exitCode, string message)
    {
        Released(live, First, Second);

        var refusal = await Assert.ThrowsAsync<CommandException>(() => PlanAsync([], to));

        Assert.Equal((exitCode, message), (refusal.ExitCode, refusal.Message));
    }

    [Fact]
    public async Task An_alias_that_was_moved_meanwhile_stays_where_it_is_and_those_behind_it_too()
    {
        Released(2, First, Second);
        using var client = _lambda.NewClient();
        var rollBack = NewRollBack(client);
        var plan = await rollBack.PlanAsync([], release: null, Given.Token);
        _lambda["orders-processor"].Revision = "of somebody else";

        var report = await rollBack.RunAsync(plan, await OpenAsync(), "ada", Given.Token);

        Assert.Equal(["orders-ingest 1"], _lambda.Moves);
        Assert.False(report.IsDone);
        Assert.Contains("orders-processor: version 2 (release bbbbbbb2) → version 1 (release aaaaaaa1), not done: The alias of orders-processor was changed in the meantime", report.ToText(), StringComparison.Ordinal);
        Assert.Contains("released_versions = { ingest = \"1\" }", report.ToText(), StringComparison.Ordinal);
        Assert.Contains("\"result\":\"incomplete\"", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_whose_answer_was_lost_is_done()
    {
        Released(2, First, Second);
        using var client = _lambda.NewClient();
        var rollBack = NewRollBack(client);
        var plan = await rollBack.PlanAsync(["ingest"], release: null, Given.Token);
        (_lambda["orders-ingest"].Live, _lambda["orders-ingest"].Revision) = (1, "after the first try");

        Assert.True((await rollBack.RunAsync(plan, await OpenAsync(), "ada", Given.Token)).IsDone);
    }

    [Fact]
    public async Task The_status_and_the_doctor_know_which_functions_are_rolled_back()
    {
        Released(2, First, Second);
        _lambda.Add("orders-ingest", 1, First, Second);
        using var client = _lambda.NewClient();

        var live = await new LiveFunctions(client, GivenCost.RepositorySettings, TimeProvider.System).ReadAsync(Given.Token);

        Assert.Equal(["orders-ingest"], live.Where(static function => function.IsRolledBack).Select(static function => function.Name));
        Assert.Equal($"version 1 (release {First}) is live, release {Second} is published: it is rolled back, or kept by released_versions", live[0].RolledBack);
    }

    private void Released(int live, params string?[] releases)
    {
        foreach (var function in (string[])["orders-ingest", "orders-processor", "orders-notifier"])
        {
            _lambda.Add(function, live, releases);
        }
    }

    private async Task<RollBackReport> PlanAsync(IReadOnlyList<string>? roles = null, string? release = null)
    {
        using var client = _lambda.NewClient();
        return await NewRollBack(client).PlanAsync(roles ?? [], release, Given.Token);
    }

    private async Task<RollBackReport> RunAsync(IReadOnlyList<string>? roles = null, string? release = null)
    {
        using var client = _lambda.NewClient();
        var rollBack = NewRollBack(client);
        return await rollBack.RunAsync(await rollBack.PlanAsync(roles ?? [], release, Given.Token), await OpenAsync(), "ada", Given.Token);
    }

    private static RollBack NewRollBack(Orders.Operations.Connections.AwsJsonClient client) => new(new FunctionAliases(client), GivenCost.RepositorySettings, TimeProvider.System);

    private Task<AuditLog> OpenAsync() => AuditLog.OpenAsync(new AuditFile(Audit), place: null, caller: null);

    public void Dispose()
    {
        _lambda.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
