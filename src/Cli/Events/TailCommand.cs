using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;
using Orders.Events;
using Orders.Operations.Events;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Cli.Events;

/// <summary>
/// <c>orders events tail</c>: shows events as they occur. They are made from the table's stream by the Notifier's code. The command does
/// not read a consumer's queue: a receive would hide its messages, block their orders and raise their receive counts.
/// </summary>
internal static class TailCommand
{
    private const string Now = "now";
    private const string Oldest = "trim-horizon";

    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var consumer = new Option<string?>("--consumer") { Description = "Only the events of this consumer, as it receives them." };
        var types = EventTypes.All.Order(StringComparer.Ordinal).ToArray();
        var type = new Option<string?>("--type") { Description = $"Only events of this type: {string.Join(", ", types)}." };
        consumer.Suggest(result => aws.Settings(result).Consumers.Select(static one => one.Name));
        type.AcceptOnly(types);
        var order = OrderIdInput.Option("--order", "Only events of this order.");
        var since = new Option<string>("--since")
        {
            Description = $"{Now} (default), or {Oldest}: from the oldest record that the stream has, which is at most 24 hours old.",
            DefaultValueFactory = static _ => Now,
        };
        since.AcceptOnly(Now, Oldest);
        var limit = NumberOption.CreateInteger("--limit", "Stop after this many events. Default: run until Ctrl-C.", 1, int.MaxValue);
        var personal = PersonalDataOption.Create();
        var audits = new AuditOptions(aws);
        var command = new Command(
            "tail", "Show events as they occur, made from the table's stream. Reads no consumer's queue. A stream's shard allows two readers: Lambda and one more.")
        {
            consumer, type, order, since, limit, personal,
        };
        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            using var pipeline = aws.Open(result);
            var filter = new EventFilter
            {
                Type = result.GetValue(type),
                Order = result.GetValue(order),
                Consumer = result.GetValue(consumer) is { } name ? pipeline.ConsumerNamed(name) : null,
            };
            if (result.GetValue(personal))
            {
                await audits.NoteViewAsync(result, pipeline.Table.TableName, "events as they occur", await pipeline.PlaceAsync(cancellationToken), cancellationToken);
            }

            var printer = new TailPrinter(filter, pipeline.Settings.EventSource, aws.IsJson(result), result.GetValue(personal))
            {
                Limit = (int?)result.GetValue(limit) ?? int.MaxValue,
            };
            var stream = pipeline.Stream(await pipeline.StreamArnAsync(cancellationToken));
            Progress.Say("Waiting for events. Press Ctrl-C to stop.");
            await new StreamTail(stream, TimeProvider.System, Progress.Say)
                .RunAsync(result.GetValue(since) == Oldest, printer.Print, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }
}
