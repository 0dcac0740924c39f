using Orders.Cli.DeadLetters;
using Orders.Cli.Events;
using Orders.Cli.Help;
using Orders.Cli.Options;
using Orders.Cli.Orders;

namespace Orders.Cli;

/// <summary>The commands for operators of a deployment.</summary>
internal static class OperatorCommands
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["status"] = ["orders status --watch", "orders status --profile production --region eu-central-1 --json"],
        ["doctor"] = ["orders doctor --prefix staging-"],
        ["console"] = ["orders console --profile production"],
        ["pause"] = ["orders pause processor", "orders pause notifier --yes --expect-account 123456789012"],
        ["resume"] = ["orders resume processor --yes"],
        ["rollback"] = ["orders rollback --dry-run", "orders rollback --yes --expect-account 123456789012", "orders rollback ingest --to bf5c0d5a"],
        ["dlq list"] = ["orders dlq list", "orders dlq list --reason type --older-than 2h", "orders dlq list --queue order-events-dlq"],
        ["dlq show"] = ["orders dlq show --id 5fea7756"],
        ["dlq redrive"] = ["orders dlq redrive --reason retries_exhausted --ramp", "orders dlq redrive --id 5fea7756 --set-json quantity=2 --yes --wait"],
        ["dlq edit"] = ["orders dlq edit --id 5fea7756"],
        ["dlq discard"] = ["orders dlq discard --reason malformed_json --count 3"],
        ["dlq export"] = ["orders dlq export --output letters.ndjson"],
        ["dlq import"] = ["orders dlq import letters.ndjson --yes"],
        ["dlq report"] = ["orders dlq report --since 7d"],
        ["order get"] = ["orders order get 019f2790-5c32-7576-9ae2-c99964612df5", "orders order get --key web-1"],
        ["order list"] = ["orders order list --status PENDING --older-than 1h"],
        ["order set-status"] = ["orders order set-status 019f2790-5c32-7576-9ae2-c99964612df5 CANCELLED --wait"],
        ["order history"] = ["orders order history 019f2790-5c32-7576-9ae2-c99964612df5"],
        ["order erase"] = ["orders order erase 019f2790-5c32-7576-9ae2-c99964612df5", "orders order erase --email ada@example.com --read-units 50 --yes"],
        ["events tail"] = ["orders events tail --consumer fulfilment"],
        ["events replay"] =
        [
            "orders events replay --order 019f2790-5c32-7576-9ae2-c99964612df5 --yes",
            "orders events replay --quarantined --yes",
            "orders events replay --since 2h --consumer fulfilment --rate 20 --yes",
        ],
        ["completion"] = ["source <(orders completion bash)"],
    };

    /// <summary>Creates the commands.</summary>
    public static CommandGroup Create(Repository repository) => new(
        "Operate a deployment",
        [
            StatusCommand.Create(repository),
            DoctorCommand.Create(repository),
            ConsoleCommand.Create(repository),
            PauseCommand.CreatePause(repository),
            PauseCommand.CreateResume(repository),
            RollBackCommand.Create(repository),
            DlqCommand.Create(repository),
            OrderCommand.Create(repository),
            EventsCommand.Create(repository),
            CompletionCommand.Create(),
        ],
        Examples);
}
