using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Operations.Terminal;

namespace Orders.Cli.Orders;

/// <summary><c>orders order history</c>: shows one order's journey.</summary>
internal static class HistoryCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var audits = new AuditOptions(aws);
        var id = OrderIdInput.Argument();
        var personal = PersonalDataOption.Create();
        var command = new Command(
            "history", "Show an order's journey: its changes with their events, and its dead letters on orders-dlq or the queue of its sender, without changing them.")
        {
            id, personal,
        };
        command.Require(id);
        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var orderId = result.GetValue(id)!.Value;
            using var pipeline = aws.Open(result);
            var journey = await Progress.RunAsync("Tracing the order", _ => new JourneyReader(
                new OrderLookup(pipeline.Orders, pipeline.Rejections),
                () => pipeline.OrdersLettersAsync(cancellationToken),
                pipeline.Settings.Consumers,
                TimeProvider.System).ReadAsync(orderId, withDeadLetters: true, cancellationToken));
            if (!journey.IsKnown && journey.Problems.Count == 0)
            {
                throw OrderCommand.NotFound($"{orderId}, and no dead letter about it");
            }

            var showPersonalData = result.GetValue(personal);
            if (showPersonalData)
            {
                await audits.NoteViewAsync(result, pipeline.Table.TableName, $"{orderId}", await pipeline.PlaceAsync(cancellationToken), cancellationToken);
            }

            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(journey.ToJson(showPersonalData), showPersonalData);
            }
            else
            {
                JourneyTimeline.Write(Console.Out, journey, showPersonalData);
            }

            return journey.Problems.Count == 0 ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }
}
