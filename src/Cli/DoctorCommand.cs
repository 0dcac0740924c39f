using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Connections;
using Orders.Operations.Doctor;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Operations.Streams;
using Progress = Orders.Operations.Terminal.Progress;

namespace Orders.Cli;

/// <summary><c>orders doctor</c>: checks whether a deployment, or a running pipeline, matches the settings.</summary>
internal static class DoctorCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var command = new Command("doctor", "Check a deployment against its settings, without changing it. Exits with 1 if a check fails.");
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var connection = aws.Connection(result);
            var settings = aws.Settings(result).WithPrefix(aws.Prefix(result));
            using var sqs = connection.NewSqsClient();
            using var dynamoDb = connection.NewDynamoDbClient();
            using var lambda = connection.NewLambdaClient();
            using var cloudWatch = connection.NewCloudWatchClient();
            var pipelines = Connection.NewPipelines(TimeProvider.System);
            var report = await Progress.RunAsync("Looking", async _ =>
            {
                var attempts = await new PermissionProbe(sqs, dynamoDb, arn => new DynamoDbStream(connection.NewStreamsClient(), arn), new MetricReader(cloudWatch), pipelines, settings, TimeProvider.System).TryAsync(cancellationToken);
                return Report.Of(await new DeploymentReader(sqs, dynamoDb, lambda, pipelines, settings).ReadAsync(attempts, cancellationToken));
            });
            if (aws.IsJson(result))
            {
                Console.WriteLine(report.ToJson());
            }
            else
            {
                report.WriteTo(Console.Out);
            }

            return report.IsSound ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }
}
