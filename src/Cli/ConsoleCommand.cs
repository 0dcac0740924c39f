using System.CommandLine;
using Orders.Cli.Options;
using Orders.Json;
using Orders.Operations.Audit;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Pipeline;
using Orders.Operations.WebConsole;
using Orders.Operations.WebConsole.Deployments;
using Orders.Resilience;
using Orders.Settings;

namespace Orders.Cli;

/// <summary><c>orders console</c>: serves the operators' web console until Ctrl-C.</summary>
internal static class ConsoleCommand
{
    /// <summary>The console's default port.</summary>
    public const int DefaultPort = 8081;

    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var port = PortOption.Create("--port", "The port on 127.0.0.1.", DefaultPort);
        var audit = new Option<string?>("--audit")
        {
            Description = $"The audit log. Default: {AuditLog.Variable}, else orders/audit.ndjson in the user's state folder.",
        };
        var command = new Command("console", "Serve the operators' web console on 127.0.0.1 until Ctrl-C.") { port, audit };
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var deployment = new ConsoleDeployment(aws.Connection(result), aws.Settings(result), aws.Prefix(result)) { AuditLog = result.GetValue(audit) };
            deployment = deployment with { Place = await PlaceAsync(aws.Open(result), cancellationToken), Caller = await deployment.Connection.FindCallerAsync(cancellationToken) };
            await using var console = await ConsoleServer.StartAsync(deployment, (int)(result.GetValue(port) ?? DefaultPort), TimeProvider.System, SystemRandomness.Fill);
            Console.WriteLine(aws.IsJson(result) ? ToJson(console) : $"Console: {console.Link.AbsoluteUri}\nAnyone with this link can see orders and move messages. Press Ctrl-C to stop.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCodes.Success;
        });
        return command;
    }

    // The console is there for a deployment that is broken, too.
    private static async Task<AwsPlace?> PlaceAsync(OpenPipeline pipeline, CancellationToken cancellationToken)
    {
        using (pipeline)
        {
            try
            {
                return await pipeline.PlaceAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is CommandException || CallFailure.Is(exception))
            {
                return null;
            }
        }
    }

    private static string ToJson(ConsoleServer console) => JsonWriting.ToText(console.Link, static (writer, link) =>
    {
        writer.WriteStartObject();
        writer.WriteString("link", link.AbsoluteUri);
        writer.WriteEndObject();
    });
}
