using System.CommandLine;
using Orders.Cli.Options;

namespace Orders.Dev.Scale;

/// <summary>The options for <see cref="Quotas"/>.</summary>
internal sealed class QuotaOptions
{
    private readonly (Option<decimal?> Option, Func<Quotas, double, Quotas> Set)[] _all =
    [
        (NumberOption.Create("--api-requests", "api_throttling.rate_limit of Terraform. Default: 500.", 1, 1_000_000), static (quotas, value) => quotas with { ApiRequests = value }),
        (NumberOption.CreateInteger("--account-api-requests", "Quota: API Gateway requests per second. Default: 10000.", 1, 10_000_000), static (quotas, value) => quotas with { AccountApiRequests = value }),
        (NumberOption.CreateInteger("--account-concurrency", "Quota: Lambda concurrent executions. Default: 1000.", 10, 1_000_000), static (quotas, value) => quotas with { AccountConcurrency = value }),
        (NumberOption.CreateInteger("--max-pollers", "processor_pollers.maximum of Terraform. Default: none.", 2, ScaleModel.MaxPollers), static (quotas, value) => quotas with { MaxPollers = (int)value }),
        (NumberOption.CreateInteger("--warm-units", "Warm throughput of table and index, write units per second. Default: 4000.", 4000, 10_000_000), static (quotas, value) => quotas with { WarmUnits = value }),
        (NumberOption.CreateInteger("--table-units", "Quota: write units per second of a table. Default: 40000.", 1000, 10_000_000), static (quotas, value) => quotas with { TableUnits = value }),
        (NumberOption.CreateInteger("--fifo-requests", "Quota: SQS FIFO requests per second. Default: 9000, of ap-south-1.", 300, 1_000_000), static (quotas, value) => quotas with { FifoRequests = value }),
        (NumberOption.CreateInteger("--in-flight", "Quota: SQS messages in flight on a queue. Default: 120000.", 1000, 10_000_000), static (quotas, value) => quotas with { InFlight = value }),
        (NumberOption.CreateInteger("--deployments", "Deployments side by side, each with its own prefix. Default: 1.", 1, 1000), static (quotas, value) => quotas with { Deployments = (int)value }),
    ];

    public void AddTo(Command command)
    {
        foreach (var (option, _) in _all)
        {
            command.Add(option);
        }
    }

    public Quotas Read(ParseResult result) =>
        _all.Aggregate(new Quotas(), (quotas, one) => result.GetValue(one.Option) is { } value ? one.Set(quotas, (double)value) : quotas);
}
