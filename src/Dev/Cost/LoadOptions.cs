using System.CommandLine;
using Orders.Cli.Options;
using Orders.Model;
using Orders.Operations.Settings;

namespace Orders.Dev.Cost;

/// <summary>The options that describe a load. Defaults come from <see cref="CostInputs"/> and the settings.</summary>
/// <param name="hasOrders">Whether <c>--orders</c> is one of them; without it the load has no number of orders.</param>
internal sealed class LoadOptions(bool hasOrders = true)
{
    private const decimal MostOrders = 1_000_000_000_000m;

    private readonly Option<decimal?> _orders = NumberOption.Create("--orders", "Orders placed in a month. Default: 1e6.", 1, MostOrders);
    private readonly Option<decimal?> _changes = NumberOption.Create("--changes-per-order", "Changes of status an order: up to 1 to PROCESSING, from there to COMPLETED. Default: 2.", 0, 2);
    private readonly Option<decimal?> _overHttp = NumberOption.Create("--over-http", "Share of orders over HTTP. Default: 1.", 0, 1);
    private readonly Option<decimal?> _changesOverHttp = NumberOption.Create("--changes-over-http", "Share of changes over HTTP. Default: 0.", 0, 1);
    private readonly Option<decimal?> _keyed = NumberOption.Create("--keyed", "Share of orders over HTTP with an idempotency key. Default: 1.", 0, 1);
    private readonly Option<decimal?> _perCall = NumberOption.CreateInteger("--per-call", "Orders in an HTTP call, and messages in a sender's request. Default: 10.", 1, 500);
    private readonly Option<decimal?> _batch = NumberOption.Create("--batch", "Messages an invocation of the Processor. Default: the setting.", 1, 10_000);
    private readonly Option<decimal?> _streamBatch = NumberOption.Create("--stream-batch", "Records an invocation of the Notifier. Default: the setting.", 1, 10_000);
    private readonly Option<decimal?> _consumerBatch = NumberOption.Create("--consumer-batch", "Events a consumer's receive. Default: 10.", 1, 10);
    private readonly Option<decimal?> _rowBytes = NumberOption.Create("--row-bytes", "Size of a row. Default: 600.", 1, 409_600);
    private readonly Option<decimal?> _messageBytes = NumberOption.Create("--message-bytes", "Size of a message on orders. Default: 400.", 1, 1_048_576);
    private readonly Option<decimal?> _eventBytes = NumberOption.Create("--event-bytes", "Size of an event. Default: 900.", 1, 1_048_576);
    private readonly Option<decimal?> _ingestMs = NumberOption.Create("--ingest-ms", "Billed time an invocation of Ingest. Default: 15.", 1, 900_000);
    private readonly Option<decimal?> _processorMs = NumberOption.Create("--processor-ms", "Billed time an invocation of the Processor. Default: 20.", 1, 900_000);
    private readonly Option<decimal?> _notifierMs = NumberOption.Create("--notifier-ms", "Billed time an invocation of the Notifier. Default: 25.", 1, 900_000);
    private readonly Option<decimal?> _logBytes = NumberOption.Create("--log-bytes", "Log bytes an invocation. Default: 1200.", 1, 1_048_576);
    private readonly Option<decimal?> _idlePollers = NumberOption.Create("--idle-pollers", "Long polls that Lambda keeps open on an empty queue. Default: 5.", 0, 1000);
    private readonly Option<decimal?> _sweeps = NumberOption.Create("--sweeps", "Expiry messages a month. Default: 730.", 0, 1_000_000);

    private readonly Option<IReadOnlyCollection<OrderStatus>?> _indexed = new("--indexed")
    {
        Description = "The indexed statuses, separated by commas, or none. Default: the setting.",
        CustomParser = static result =>
        {
            var names = result.Tokens[0].Value;
            var statuses = names == "none" ? [] : names.Split(',').Select(static name => OrderStatusNames.TryParse(name, out var status) ? status : (OrderStatus?)null).ToList();
            if (statuses.Contains(null) || statuses.Distinct().Count() != statuses.Count)
            {
                result.AddError($"--indexed must be none, or statuses ({OrderStatusNames.All}) separated by commas, each once");
                return null;
            }

            return [.. statuses.Select(static status => status!.Value)];
        },
    };

    private readonly Option<string> _arch = new("--arch") { Description = "arm64 or x64. Default: arm64.", DefaultValueFactory = static _ => "arm64" };

    public void AddTo(Command command)
    {
        _arch.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("arm64" or "x64"))
            {
                result.AddError("--arch must be arm64 or x64");
            }
        });
        Option[] all =
        [
            .. hasOrders ? (Option[])[_orders] : [],
            _changes, _indexed, _overHttp, _changesOverHttp, _keyed, _perCall, _batch, _streamBatch, _consumerBatch, _rowBytes, _messageBytes, _eventBytes,
            _ingestMs, _processorMs, _notifierMs, _logBytes, _idlePollers, _sweeps, _arch,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    /// <summary>Returns the load that the options describe.</summary>
    public CostInputs Read(ParseResult result, PipelineSettings settings)
    {
        var inputs = CostInputs.InFullBatches(settings, result.GetValue(_orders) ?? 1_000_000m);
        var changes = result.GetValue(_changes) ?? inputs.FirstMoves + inputs.SecondMoves;
        return inputs.WithBatches(result.GetValue(_batch) ?? settings.Processor.BatchSize, result.GetValue(_streamBatch) ?? settings.Notifier.BatchSize) with
        {
            IndexedStatuses = result.GetValue(_indexed) ?? inputs.IndexedStatuses,
            // The second change follows the first.
            FirstMoves = Math.Min(changes, 1),
            SecondMoves = Math.Max(changes - 1, 0),
            OrdersOverHttp = result.GetValue(_overHttp) ?? inputs.OrdersOverHttp,
            ChangesOverHttp = result.GetValue(_changesOverHttp) ?? inputs.ChangesOverHttp,
            Keyed = result.GetValue(_keyed) ?? inputs.Keyed,
            OrdersPerCall = (int)(result.GetValue(_perCall) ?? inputs.OrdersPerCall),
            EventsPerReceive = result.GetValue(_consumerBatch) ?? inputs.EventsPerReceive,
            RowBytes = result.GetValue(_rowBytes) ?? inputs.RowBytes,
            MessageBytes = result.GetValue(_messageBytes) ?? inputs.MessageBytes,
            EventBytes = result.GetValue(_eventBytes) ?? inputs.EventBytes,
            IngestMs = result.GetValue(_ingestMs) ?? inputs.IngestMs,
            ProcessorMs = result.GetValue(_processorMs) ?? inputs.ProcessorMs,
            NotifierMs = result.GetValue(_notifierMs) ?? inputs.NotifierMs,
            LogBytes = result.GetValue(_logBytes) ?? inputs.LogBytes,
            IdlePollers = result.GetValue(_idlePollers) ?? inputs.IdlePollers,
            Sweeps = result.GetValue(_sweeps) ?? inputs.Sweeps,
            IsArm64 = result.GetValue(_arch) == "arm64",
        };
    }
}
