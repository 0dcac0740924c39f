using System.CommandLine;
using Orders.Cli.Options;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Operations.Terminal;
using Spectre.Console;

namespace Orders.Cli.Orders;

/// <summary><c>orders order get</c>: shows one row.</summary>
internal static class GetCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var audits = new AuditOptions(aws);
        var id = OrderIdInput.Argument();
        id.Arity = ArgumentArity.ZeroOrOne;
        var key = new Option<string?>("--key") { Description = "The idempotency key, instead of ID. With the owner it determines the ID." };
        var owner = new Option<string?>("--owner")
        {
            Description = $"The owner of --key. Default: {OrderMessageReader.DefaultOwner}, the owner of messages that name none. For the API without an authorizer: public.",
        };
        var personal = PersonalDataOption.Create();
        var command = new Command("get", "Show one order.") { id, key, owner, personal };
        command.AddRule(result =>
        {
            if (result.GetResult(id) is { Tokens.Count: > 0 } == (result.GetResult(key) is not null))
            {
                result.AddError("either ID or --key must be given");
            }

            if (result.GetResult(owner) is not null && result.GetResult(key) is null)
            {
                result.AddError("--owner must come with --key");
            }
        });
        RequirePrintableAscii(key, OrderLimits.IdempotencyKeyCharacters);
        RequirePrintableAscii(owner, OrderLimits.OwnerCharacters);
        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var scope = result.GetValue(owner) ?? OrderMessageReader.DefaultOwner;
            var (orderId, name) = result.GetValue(key) is { } given
                ? (OrderId.FromKey(scope, given), $"of the owner {SafeText.Clean(scope)} with the key {SafeText.Clean(given)}; --owner names another owner")
                : (result.GetValue(id)!.Value, $"{result.GetValue(id)}");
            using var pipeline = aws.Open(result);
            var showPersonalData = result.GetValue(personal);
            IOrderView view = await pipeline.Orders.FindAsync(orderId, cancellationToken) is { } order ? new OrderView(order, showPersonalData)
                : await pipeline.Rejections.FindAsync(orderId, cancellationToken) is { } rejected ? new RejectedOrderView(rejected, showPersonalData)
                : throw OrderCommand.NotFound(name);
            if (showPersonalData)
            {
                await audits.NoteViewAsync(result, pipeline.Table.TableName, $"{orderId}", await pipeline.PlaceAsync(cancellationToken), cancellationToken);
            }

            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(view.ToJson(), showPersonalData);
            }
            else
            {
                view.WriteTo(AnsiConsole.Console);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    // The rule of an order's key and owner.
    internal static void RequirePrintableAscii(Option<string?> option, int maxCharacters) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !(token.Value.Length <= maxCharacters && token.Value.All(static character => character is >= ' ' and <= '~')))
        {
            result.AddError($"{option.Name} must be 1 to {maxCharacters} printable ASCII characters");
        }
    });
}
