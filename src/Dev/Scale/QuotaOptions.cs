using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Settings;

namespace Orders.Dev.Scale;

/// <summary>The options for what stands not in the settings file: Terraform's variables and the account's quotas.</summary>
internal sealed class QuotaOptions
{
    private readonly Option<decimal?> _api = NumberOption.Create("--api-requests", "Requests a second that the API takes: api_throttling.rate_limit. Default: 500.", 1, 1_000_000);
    private readonly Option<decimal?> _ready = NumberOption.CreateInteger("--ready-pollers", "Pollers kept ready: processor_pollers.minimum. Default: none.", 2, ServiceLimits.MostReadyPollers);
    private readonly Option<decimal?> _most = NumberOption.CreateInteger("--most-pollers", "The most pollers: processor_pollers.maximum. Default: 200, with --ready-pollers.", 2, ServiceLimits.MostPollers);
    private readonly Option<decimal?> _concurrency = NumberOption.CreateInteger("--account-concurrency", "Environments of all functions of the account. Default: 1000.", 10, 1_000_000);
    private readonly Option<decimal?> _warm = NumberOption.CreateInteger("--warm-units", "Write units a second that table and index are warm for. Default: 4000.", 4000, 10_000_000);
    private readonly Option<decimal?> _table = NumberOption.CreateInteger("--table-units", "The account's quota of write units a second for a table. Default: 40000.", 1000, 10_000_000);
    private readonly Option<decimal?> _fifo = NumberOption.CreateInteger("--fifo-requests", "The region's requests a second to FIFO queues. Default: 9000, which is ap-south-1's.", 300, 1_000_000);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_api, _ready, _most, _concurrency, _warm, _table, _fifo])
        {
            command.Add(option);
        }

        command.AddRule(result =>
        {
            if (result.GetValue(_most) is { } most && (result.GetValue(_ready) is not { } ready || ready > most))
            {
                result.AddError("--most-pollers needs --ready-pollers, and no more of those");
            }
        });
    }

    public ScaleSettings Read(ParseResult result, PipelineSettings pipeline)
    {
        var settings = new ScaleSettings { Pipeline = pipeline };
        var ready = (int)(result.GetValue(_ready) ?? 0);
        return settings with
        {
            ApiRequests = (double)(result.GetValue(_api) ?? (decimal)settings.ApiRequests),
            ReadyPollers = ready,
            MostPollers = ready == 0 ? 0 : (int)(result.GetValue(_most) ?? ServiceLimits.MostReadyPollers),
            AccountConcurrency = (double)(result.GetValue(_concurrency) ?? (decimal)settings.AccountConcurrency),
            WarmUnits = (double)(result.GetValue(_warm) ?? (decimal)settings.WarmUnits),
            TableQuota = (double)(result.GetValue(_table) ?? (decimal)settings.TableQuota),
            FifoRequests = (double)(result.GetValue(_fifo) ?? (decimal)settings.FifoRequests),
        };
    }
}
