using System.CommandLine;
using System.Text.Json;
using Orders.Cli.Options;
using Orders.Dev.Commands;
using Orders.Dev.Scale;

namespace Orders.Tests.Unit.Scale;

/// <summary><c>orders scale</c>: its options, its output, and the page that shows it.</summary>
public sealed class ScaleCommandTests
{
    [Theory]
    [InlineData("--api-requests 0", "--api-requests must be a number from 1 to 1,000,000")]
    [InlineData("--account-api-requests 0.5", "--account-api-requests must be a whole number from 1 to 10,000,000")]
    [InlineData("--account-concurrency 1.5", "--account-concurrency must be a whole number from 10 to 1,000,000")]
    [InlineData("--max-pollers 2001", "--max-pollers must be a whole number from 2 to 2,000")]
    [InlineData("--warm-units 3999", "--warm-units must be a whole number from 4,000 to 10,000,000")]
    [InlineData("--table-units 999", "--table-units must be a whole number from 1,000 to 10,000,000")]
    [InlineData("--fifo-requests 299", "--fifo-requests must be a whole number from 300 to 1,000,000")]
    [InlineData("--in-flight x", "--in-flight must be a whole number from 1,000 to 10,000,000")]
    [InlineData("--deployments 0", "--deployments must be a whole number from 1 to 1,000")]
    [InlineData("--processor-ms 0", "--processor-ms must be a number from 1 to 900,000")]
    public void Bad_input_names_the_option_and_its_rule(string options, string message) =>
        Assert.Equal(message, Assert.Single(ScaleCommand.Create(Repository.Find()).Parse(options).Errors).Message);

    [Fact]
    public void Each_option_reaches_the_model()
    {
        var command = new Command("scale");
        var options = new QuotaOptions();
        options.AddTo(command);

        Assert.Equal(new Quotas(), options.Read(command.Parse("")));
        Assert.Equal(
            new Quotas { ApiRequests = 1, AccountApiRequests = 2, AccountConcurrency = 30, MaxPollers = 4, WarmUnits = 5000, TableUnits = 6000, FifoRequests = 700, InFlight = 8000, Deployments = 9 },
            options.Read(command.Parse(
                "--api-requests 1 --account-api-requests 2 --account-concurrency 30 --max-pollers 4 --warm-units 5000 --table-units 6000 --fifo-requests 700 --in-flight 8000 --deployments 9")));
    }

    [Fact]
    public void Terraform_throttles_the_API_as_the_model_assumes() =>
        Assert.Contains($"    rate_limit  = {new Quotas().ApiRequests}\n", File.ReadAllText(Path.Combine(Repository.Find().Root, "terraform", "variables.tf")), StringComparison.Ordinal);

    [Fact]
    public void The_JSON_has_the_rows_of_the_table_in_the_same_order()
    {
        var report = ScaleReport.Of(GivenScale.Load, new Quotas());

        using var json = JsonDocument.Parse(report.ToJson());

        Assert.Equal(report.Limits.Select(static limit => limit.Limit), json.RootElement.GetProperty("limits").EnumerateArray().Select(static row => row.GetProperty("limit").GetString()));
        var first = json.RootElement.GetProperty("limits")[0];
        Assert.Equal(["limit", "value", "orders_per_second", "beyond", "raised_by", "source"], first.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(report.Assumptions.Count, json.RootElement.GetProperty("assumptions").GetArrayLength());
    }

    [Fact]
    public void A_rate_is_rounded_down_so_that_it_holds()
    {
        var table = ScaleReport.Of(GivenScale.Load, new Quotas()).ToTable();

        Assert.Contains("1,333 │", table, StringComparison.Ordinal);
        // 666.67 rounded, if it were.
        Assert.Contains("  666 │", table, StringComparison.Ordinal);
        // 400,000 is a quotient that binary numbers do not have.
        Assert.Contains("400,000 │", table, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_shows_what_the_command_prints()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Find().Root, "docs", "scale.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```text\n{ScaleReport.Of(GivenScale.Load, new Quotas()).ToTable()}\n```\n", guide, StringComparison.Ordinal);
    }
}
