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
            var listing = await Progress.RunAsync("Looking", async say =>
            {
                await using var queue = await queues.OpenAsync(result, cancellationToken);
                return new LetterListing(queue.Role.Name, await queue.SelectAsync(wanted, say, cancellationToken), queue.Start);
            });
            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(listing.ToJson(), showPersonalData: false);
            }
            else
            {
                listing.WriteTo(AnsiConsole.Console);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
