using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Spectre.Console;
using Progress = Orders.Operations.Terminal.Progress;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq list</c>: counts dead letters by reason.</summary>
internal static class ListLettersCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var queues = new QueueOptions(aws);
        var filter = new FilterOptions();
        var command = new Command("list", "Count dead letters by reason and field, without changing them.");
        filter.AddTo(command);
        queues.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var wanted = filter.Read(result) with { IncludesLater = true };
            await using var queue = await queues.OpenAsync(result, cancellationToken);
            var listing = new LetterListing(queue.Role.Name, await Progress.RunAsync($"Reading {queue.Role.Name}", say => queue.SelectAsync(wanted, say, cancellationToken)), queue.Start);
            // Nothing stays hidden while the output is read.
            await queue.Hold.ReleaseAllButAsync([]);
            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(listing.ToJson(), showPersonalData: false);
            }
            else
            {
                listing.WriteTo(AnsiConsole.Console);
            }

            return wanted.Id is not null && listing.Selection.Letters.Count == 0 ? ExitCodes.Failed : ExitCodes.Success;
        });
        return command;
    }
}
